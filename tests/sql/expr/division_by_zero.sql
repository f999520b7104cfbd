-- Division by zero is NULL.
SELECT 1 / 0 AS a, 1 % 0 AS b, 1.5 / 0 AS c, 1e0 / 0 AS d
--- output
{"a":null,"b":null,"c":null,"d":null}
