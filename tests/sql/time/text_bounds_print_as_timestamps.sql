-- Times that are text give bounds that are text.
SELECT window_start AS s, window_end AS e FROM stdin GROUP BY TUMBLE(ts, 500ms)
--- input
{"ts":"2026-03-01 10:00:00.7"}
--- output
{"s":"2026-03-01T10:00:00.5Z","e":"2026-03-01T10:00:01Z"}
