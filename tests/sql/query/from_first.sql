-- A query may begin with FROM.
FROM stdin SELECT a WHERE a > 1
--- input
{"a":1}
{"a":2}
--- output
{"a":2}
