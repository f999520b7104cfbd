-- UNION prints equal rows once.
SELECT a FROM (VALUES (1), (2)) AS x(a) UNION SELECT a FROM (VALUES (2), (3)) AS y(a)
--- output
{"a":1}
{"a":2}
{"a":3}
