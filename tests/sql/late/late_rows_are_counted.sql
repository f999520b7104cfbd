-- A row whose window has closed is dropped, and counted on standard error.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- args -w 0s
--- input
{"ts":1700000001}
{"ts":1700000010}
{"ts":1700000002}
{"ts":1700000003}
--- output
{"s":1700000000,"n":1}
{"s":1700000010,"n":1}
--- stderr
2 .*late
