-- Tumbling windows start at multiples of their size, whatever the first row's time.
SELECT window_start, window_end, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '15' SECOND)
--- input
{"ts":"2026-03-01T00:00:14.999999Z"}
{"ts":"2026-03-01T00:00:15Z"}
{"ts":"2026-03-01T00:00:29Z"}
{"ts":"2026-03-01T00:00:44Z"}
--- output
{"window_start":"2026-03-01T00:00:00Z","window_end":"2026-03-01T00:00:15Z","n":1}
{"window_start":"2026-03-01T00:00:15Z","window_end":"2026-03-01T00:00:30Z","n":2}
{"window_start":"2026-03-01T00:00:30Z","window_end":"2026-03-01T00:00:45Z","n":1}
--- quiet
