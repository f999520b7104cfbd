-- A row that reaches both sides of a join changes the result once.
SELECT a.k, n, s FROM (SELECT k, count(*) AS n FROM stdin GROUP BY k) a
JOIN (SELECT k, sum(v) AS s FROM stdin GROUP BY k) b ON a.k = b.k EMIT CHANGES
--- input
{"k":1,"v":2}
{"k":1,"v":3}
{"k":2,"v":0}
{"k":1,"v":0}
--- output
{"_weight":1,"k":1,"n":1,"s":2}
{"_weight":-1,"k":1,"n":1,"s":2}
{"_weight":1,"k":1,"n":2,"s":5}
{"_weight":1,"k":2,"n":1,"s":0}
{"_weight":-1,"k":1,"n":2,"s":5}
{"_weight":1,"k":1,"n":3,"s":5}
