-- AFTER WATERMARK is ON WATERMARK; without lateness there is nothing to correct and rows are plain.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 10s) EMIT AFTER WATERMARK
--- input
{"ts":1700000001}
{"ts":1700000021}
--- output
{"s":1700000000,"n":1}
{"s":1700000020,"n":1}
