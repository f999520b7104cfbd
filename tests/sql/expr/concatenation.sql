-- || with NULL is NULL; concat leaves NULLs out.
SELECT 'a' || NULL AS a, concat('a', NULL, 1) AS b, concat_ws('-', 'a', NULL, 'b') AS c, 'n' || 1 AS d
--- output
{"a":null,"b":"a1","c":"a-b","d":"n1"}
