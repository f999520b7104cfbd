-- auto goes by the name first.
SELECT a FROM 't.tsv'
--- input t.tsv
a	b
x	y
--- output
{"a":"x"}
