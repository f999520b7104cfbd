-- IN and BETWEEN.
SELECT a FROM stdin WHERE a IN (1, 3) OR a BETWEEN 7 AND 8
--- input
{"a":1}
{"a":2}
{"a":3}
{"a":7}
{"a":8}
{"a":9}
--- output
{"a":1}
{"a":3}
{"a":7}
{"a":8}
