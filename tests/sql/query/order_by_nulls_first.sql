-- NULLS FIRST puts them first.
SELECT a FROM stdin ORDER BY a NULLS FIRST
--- input
{"a":2}
{"a":null}
{"a":1}
--- output
{"a":null}
{"a":1}
{"a":2}
