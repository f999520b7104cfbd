-- A malformed line is skipped, reported with its place, and counted.
SELECT a FROM stdin
--- input
{"a":1}
{"a":
{"a":3}
nothing
{"a":5} x
--- output
{"a":1}
{"a":3}
--- stderr
LDB-4002.*stdin:2
