-- A DOUBLE is the shortest text that reads back the same.
SELECT 20e0 AS a, 1e21 AS b, 1e20 AS c, 1e-7 AS d, 1e-6 AS e, -0e0 AS f, 123456.789e3 AS g
--- output
{"a":20,"b":1e+21,"c":100000000000000000000,"d":1e-7,"e":0.000001,"f":-0,"g":123456789}
