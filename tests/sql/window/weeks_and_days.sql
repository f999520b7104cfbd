-- Days are 24 hours, weeks begin where the epoch's do.
SELECT window_start AS s, window_end AS e FROM stdin GROUP BY TUMBLE(ts, INTERVAL '7' DAY)
--- input
{"ts":"2026-03-04T10:00:00Z"}
--- output
{"s":"2026-02-26T00:00:00Z","e":"2026-03-05T00:00:00Z"}
