-- LIKE takes the whole text, with % and _ and an escape.
SELECT 'abc' LIKE 'a%' AS a, 'abc' LIKE '_b' AS b, 'ABC' ILIKE 'a_c' AS c, '10%' LIKE '10!%' ESCAPE '!' AS d,
       'añb' LIKE 'a_b' AS e
--- output
{"a":true,"b":false,"c":true,"d":true,"e":true}
