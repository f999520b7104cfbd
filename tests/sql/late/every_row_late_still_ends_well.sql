-- When all but the first row are late, the first window still prints.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 1s)
--- args -w 0s
--- input
{"ts":1700000100}
{"ts":1700000001}
{"ts":1700000002}
{"ts":1700000003}
--- output
{"s":1700000100,"n":1}
--- stderr
3 .*late
