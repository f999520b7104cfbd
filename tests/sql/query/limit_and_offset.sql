-- OFFSET leaves rows out, LIMIT stops.
SELECT a FROM stdin LIMIT 2 OFFSET 1
--- input
{"a":1}
{"a":2}
{"a":3}
{"a":4}
--- output
{"a":2}
{"a":3}
