-- Each change of an average is a retraction and an insertion.
SELECT avg(v) AS a FROM stdin EMIT CHANGES
--- input
{"v":1}
{"v":2}
{"v":1.5}
--- output
{"_weight":1,"a":1}
{"_weight":-1,"a":1}
{"_weight":1,"a":1.5}
