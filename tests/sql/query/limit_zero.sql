-- LIMIT 0 prints nothing and is done.
SELECT a FROM stdin LIMIT 0
--- input
{"a":1}
--- output
