-- BIGINT overflow is an evaluation error; the row is skipped.
SELECT v * 2 AS w FROM stdin
--- input
{"v":1}
{"v":9223372036854775807}
{"v":2}
--- output
{"w":2}
{"w":4}
--- stderr
LDB-4010: stdin:2
