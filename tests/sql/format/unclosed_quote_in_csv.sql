-- A quote that never closes makes one malformed record.
SELECT a FROM stdin
--- args -i csv
--- input
a,b
1,2
"3,4
--- output
{"a":1}
--- stderr
LDB-4002
