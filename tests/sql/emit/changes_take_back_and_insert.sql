-- Each input row that changes a group takes its old row back and inserts the new one.
SELECT k, sum(v) AS s FROM stdin GROUP BY k EMIT CHANGES
--- input
{"k":"a","v":1}
{"k":"b","v":10}
{"k":"a","v":2}
--- output
{"_weight":1,"k":"a","s":1}
{"_weight":1,"k":"b","s":10}
{"_weight":-1,"k":"a","s":1}
{"_weight":1,"k":"a","s":3}
