-- With a slide of a third of the size every row is in three windows.
SELECT window_start, window_end, count(*) AS n FROM stdin GROUP BY HOP(ts, INTERVAL '10' SECOND, INTERVAL '30' SECOND)
--- input
{"ts":"2026-03-01T00:00:25Z"}
--- output
{"window_start":"2026-03-01T00:00:00Z","window_end":"2026-03-01T00:00:30Z","n":1}
{"window_start":"2026-03-01T00:00:10Z","window_end":"2026-03-01T00:00:40Z","n":1}
{"window_start":"2026-03-01T00:00:20Z","window_end":"2026-03-01T00:00:50Z","n":1}
