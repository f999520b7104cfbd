-- The end of the input is a watermark at the end of time.
SELECT window_end AS e, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '365' DAY)
--- args -w 1h
--- input
{"ts":"2026-03-01T00:00:00Z"}
--- output
{"e":"2026-12-18T00:00:00Z","n":1}
