-- The window's column may be another than the declared event time; the watermark stays that of the declared.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- args --event-time=ts:s --watermark=0s
--- input
{"ts":1700000001}
{"ts":1700000010}
{"ts":1700000009}
--- output
{"s":1700000000,"n":1}
{"s":1700000010,"n":1}
--- stderr
late
