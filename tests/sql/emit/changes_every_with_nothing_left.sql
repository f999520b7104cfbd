-- What came and went between two times is not shown.
SELECT k, count(*) AS n FROM stdin GROUP BY k HAVING count(*) = 1 EMIT CHANGES EVERY 1h
--- input
{"k":"a"}
{"k":"b"}
{"k":"a"}
--- output
{"_weight":1,"k":"b","n":1}
