-- Of equal names in an object the last wins.
SELECT a FROM stdin
--- input
{"a":1,"a":2}
--- output
{"a":2}
