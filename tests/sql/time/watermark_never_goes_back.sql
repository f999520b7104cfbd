-- Older rows do not move the watermark back.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- args -w 0s
--- input
{"ts":1700000020}
{"ts":1700000025}
{"ts":1700000021}
{"ts":1700000030}
{"ts":1700000029}
--- output
{"s":1700000020,"n":3}
{"s":1700000030,"n":1}
--- stderr
late
