-- GROUPING SETS and GROUPS are different words, whichever a query uses.
SELECT a, sum(b) AS s, sum(sum(b)) OVER (ORDER BY sum(b) GROUPS CURRENT ROW) AS g
FROM stdin
GROUP BY GROUPING SETS ((a), ())
--- input
{"a":1,"b":2}
{"a":2,"b":3}
{"a":1,"b":4}
--- output
{"a":1,"s":6,"g":6}
{"a":2,"s":3,"g":3}
{"a":null,"s":9,"g":9}
