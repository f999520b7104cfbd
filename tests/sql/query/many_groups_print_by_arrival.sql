-- A thousand windows of one row print in order.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY HOP(ts, 1s, 10s) LIMIT 4
--- input
{"ts":1700000009}
--- output
{"s":1700000000,"n":1}
{"s":1700000001,"n":1}
{"s":1700000002,"n":1}
{"s":1700000003,"n":1}
