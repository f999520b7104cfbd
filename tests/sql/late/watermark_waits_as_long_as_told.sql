-- A row that is out of order by no more than -w is not late.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- args -w 10s
--- input
{"ts":1700000001}
{"ts":1700000019}
{"ts":1700000002}
{"ts":1700000020}
{"ts":1700000003}
--- output
{"s":1700000000,"n":2}
{"s":1700000010,"n":1}
{"s":1700000020,"n":1}
--- stderr
late
