-- A query in FROM is a table.
SELECT x + 1 AS y FROM (SELECT a * 2 AS x FROM stdin) AS t WHERE x > 2
--- input
{"a":1}
{"a":2}
--- output
{"y":5}
