-- LIMIT counts printed records of a changelog.
SELECT k, count(*) AS n FROM stdin GROUP BY k EMIT CHANGES LIMIT 2
--- input
{"k":"a"}
{"k":"a"}
{"k":"a"}
--- output
{"_weight":1,"k":"a","n":1}
{"_weight":-1,"k":"a","n":1}
