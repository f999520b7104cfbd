-- Windows without rows do not exist.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 1s)
--- input
{"ts":1700000000}
{"ts":1700009999}
--- output
{"s":1700000000,"n":1}
{"s":1700009999,"n":1}
