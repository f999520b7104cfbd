-- A row changes its windows in the order of their ends.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY HOP(ts, 5s, 10s) EMIT CHANGES
--- input
{"ts":1700000001}
{"ts":1700000006}
--- output
{"_weight":1,"s":1699999995,"n":1}
{"_weight":1,"s":1700000000,"n":1}
{"_weight":-1,"s":1700000000,"n":1}
{"_weight":1,"s":1700000000,"n":2}
{"_weight":1,"s":1700000005,"n":1}
