-- The clocks go forward from a known day, and agree with each other.
SELECT now() > TIMESTAMP '2024-01-01' AS a, now() = current_timestamp AS b, proctime() >= TIMESTAMP '2024-01-01' AS c,
       current_date >= DATE '2024-01-01' AS d, current_time IS NOT NULL AS e, localtimestamp > TIMESTAMP '2024-01-01' AS f,
       random() BETWEEN 0 AND 1 AS g
--- output
{"a":true,"b":true,"c":true,"d":true,"e":true,"f":true,"g":true}
