-- A text without a number cannot be summed; the row is left out.
SELECT sum(v) AS s FROM stdin
--- input
{"v":1}
{"v":"2"}
{"v":"x"}
--- output
{"s":3}
--- stderr
LDB-4013: stdin:3
