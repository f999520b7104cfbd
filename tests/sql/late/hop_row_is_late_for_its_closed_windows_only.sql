-- In hopping windows a row still counts in those of its windows that are open.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY HOP(ts, INTERVAL '5' SECOND, INTERVAL '10' SECOND)
--- args -w 0s
--- input
{"ts":1700000001}
{"ts":1700000006}
{"ts":1700000002}
--- output
{"s":1699999995,"n":1}
{"s":1700000000,"n":3}
{"s":1700000005,"n":1}
--- quiet
