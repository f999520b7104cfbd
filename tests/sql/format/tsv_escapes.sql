-- TSV escapes tabs, newlines and backslashes.
SELECT a, b FROM stdin
--- args --tsv
--- input
{"a":"x\ty","b":"c:\\dir"}
{"a":"two\nlines","b":null}
--- output
a	b
x\ty	c:\\dir
two\nlines	
