-- COALESCE, NULLIF, IF, GREATEST and LEAST.
SELECT COALESCE(NULL, 2, 3) AS a, NULLIF(1, 1) AS b, IF(1 > 2, 'x', 'y') AS c, greatest(1, NULL, 3) AS d, least(2, 1) AS e
--- output
{"a":2,"b":null,"c":"y","d":3,"e":1}
