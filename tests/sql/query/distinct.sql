-- DISTINCT prints each row once, the first time.
SELECT DISTINCT a FROM stdin
--- input
{"a":1}
{"a":"1"}
{"a":1.0}
{"a":null}
{"a":null}
--- output
{"a":1}
{"a":"1"}
{"a":null}
