-- Integers stay integers, decimals are exact, doubles are shortest.
SELECT 7 / 2 AS a, -7 / 2 AS b, 7 % 3 AS c, -7 % 3 AS d, 0.1 + 0.2 AS e, 1e-1 + 2e-1 AS f, 1 / 4.0 AS g
--- output
{"a":3,"b":-3,"c":1,"d":-1,"e":0.3,"f":0.30000000000000004,"g":0.250000}
