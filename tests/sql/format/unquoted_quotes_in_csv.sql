-- A quote inside an unquoted field stands for itself.
SELECT a FROM stdin
--- args -i csv
--- input
a,b
5" nail,1
--- output
{"a":"5\" nail"}
