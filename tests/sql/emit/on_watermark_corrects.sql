-- EMIT ON WATERMARK prints at the window's end, and corrects within the lateness.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 10s) ALLOW LATENESS 20s EMIT ON WATERMARK
--- args -w 0s
--- input
{"ts":1700000001}
{"ts":1700000011}
{"ts":1700000002}
{"ts":1700000030}
{"ts":1700000003}
--- output
{"_weight":1,"s":1700000000,"n":1}
{"_weight":-1,"s":1700000000,"n":1}
{"_weight":1,"s":1700000000,"n":2}
{"_weight":1,"s":1700000010,"n":1}
{"_weight":1,"s":1700000030,"n":1}
--- stderr
late
