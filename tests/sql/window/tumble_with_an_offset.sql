-- The third argument of TUMBLE shifts the starts.
SELECT window_start, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '1' HOUR, INTERVAL '15' MINUTE)
--- input
{"ts":"2026-03-01T10:14:59Z"}
{"ts":"2026-03-01T10:15:00Z"}
{"ts":"2026-03-01T11:14:00Z"}
--- output
{"window_start":"2026-03-01T09:15:00Z","n":1}
{"window_start":"2026-03-01T10:15:00Z","n":2}
