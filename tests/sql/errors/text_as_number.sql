-- A text without a number is no operand of an addition.
SELECT a + 1 AS b FROM stdin
--- input
{"a":"7"}
{"a":"x"}
{"a":8}
--- output
{"b":8}
{"b":9}
--- stderr
LDB-4013: stdin:2
