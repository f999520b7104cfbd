-- DECIMAL keeps its digits: + is exact, * adds scales, / rounds half away from zero.
SELECT 1.10 + 2.2 AS a, 1.10 * 2.25 AS b, 1.0 / 3 AS c, 12345678901234567890.12 + 0.01 AS d
--- output
{"a":3.30,"b":2.4750,"c":0.333333,"d":12345678901234567890.13}
