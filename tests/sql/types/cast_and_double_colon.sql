-- CAST and :: convert; TRY_CAST gives NULL instead of failing.
SELECT '12'::BIGINT AS a, CAST(1 AS VARCHAR) AS b, TRY_CAST('x' AS DOUBLE) AS c, '2026-01-02'::DATE AS d,
       CAST('true' AS BOOLEAN) AS e, CAST(1.7 AS DECIMAL(5,0)) AS f
--- output
{"a":12,"b":"1","c":null,"d":"2026-01-02","e":true,"f":2}
