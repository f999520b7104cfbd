-- A WHERE above the aggregate turns changes into inserts and deletes.
SELECT k, n FROM (SELECT k, count(*) AS n FROM stdin GROUP BY k) t WHERE n <> 2 EMIT CHANGES
--- input
{"k":"a"}
{"k":"a"}
{"k":"a"}
--- output
{"_weight":1,"k":"a","n":1}
{"_weight":-1,"k":"a","n":1}
{"_weight":1,"k":"a","n":3}
