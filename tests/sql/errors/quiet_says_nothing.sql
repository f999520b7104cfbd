-- With -q there are no notices, and errors are still told.
SELECT a + 1 AS b FROM stdin
--- args -q
--- input
{"a":"x"}
{"a":1}
--- output
{"b":2}
--- quiet
