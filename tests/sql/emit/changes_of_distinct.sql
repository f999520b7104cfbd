-- DISTINCT over a changelog takes a row back when its last copy goes.
SELECT DISTINCT n FROM (SELECT k, count(*) AS n FROM stdin GROUP BY k) t EMIT CHANGES
--- input
{"k":"a"}
{"k":"b"}
{"k":"a"}
{"k":"b"}
--- output
{"_weight":1,"n":1}
{"_weight":1,"n":2}
{"_weight":-1,"n":1}
