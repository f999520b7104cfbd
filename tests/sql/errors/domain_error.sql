-- A function without a value for its argument is LDB-4011.
SELECT ln(v) AS w FROM stdin
--- input
{"v":1}
{"v":0}
--- output
{"w":0}
--- stderr
LDB-4011: stdin:2
