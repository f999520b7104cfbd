-- EMIT ON UPDATE in windows prints the new value of the window's group.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 10s) EMIT ON UPDATE
--- input
{"ts":1700000001}
{"ts":1700000002}
{"ts":1700000011}
--- output
{"s":1700000000,"n":1}
{"s":1700000000,"n":2}
{"s":1700000010,"n":1}
