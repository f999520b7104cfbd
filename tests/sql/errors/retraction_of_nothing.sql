-- A retraction of what was never there is counted.
SELECT k, count(*) AS n FROM stdin GROUP BY k
--- args -i changelog
--- input
{"_weight":1,"k":"a"}
{"_weight":-1,"k":"b"}
--- output
{"k":"a","n":1}
--- stderr
LDB-4012
