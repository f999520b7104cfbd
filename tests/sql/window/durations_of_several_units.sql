-- A duration may have several units.
SELECT window_start AS s FROM stdin GROUP BY TUMBLE(ts, INTERVAL '1 minute 30 seconds')
--- input
{"ts":1700000000}
--- output
{"s":1699999920}
