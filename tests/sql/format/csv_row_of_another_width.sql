-- A row with another number of fields is malformed.
FROM stdin
--- args -i csv
--- input
a,b
1,2
3
4,5,6
7,8
--- output
{"a":1,"b":2}
{"a":7,"b":8}
--- stderr
LDB-4002: stdin:3
