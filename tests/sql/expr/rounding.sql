-- A DOUBLE rounds half to even, a DECIMAL half away from zero.
SELECT round(2.5e0) AS a, round(3.5e0) AS b, round(2.5) AS c, round(-2.5) AS d, round(1.005, 2) AS e, trunc(-1.7) AS f,
       CAST(2.5e0 AS BIGINT) AS g, CAST(2.5 AS BIGINT) AS h
--- output
{"a":2,"b":4,"c":3,"d":-3,"e":1.01,"f":-1,"g":2,"h":3}
