-- TSV unescapes them again.
SELECT a, length(b) AS n FROM stdin
--- args -i tsv
--- input
a	b
x\ty	\\
1	ab\ncd
--- output
{"a":"x\ty","n":1}
{"a":1,"n":5}
