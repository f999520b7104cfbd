-- A session lasts from its first row to a gap after its last.
SELECT user, window_start, window_end, count(*) AS n FROM stdin GROUP BY user, SESSION(ts, INTERVAL '30' SECOND)
--- input
{"user":"ann","ts":"2026-03-01T08:00:00Z"}
{"user":"bob","ts":"2026-03-01T08:00:10Z"}
{"user":"ann","ts":"2026-03-01T08:00:29Z"}
{"user":"ann","ts":"2026-03-01T08:01:40Z"}
--- output
{"user":"bob","window_start":"2026-03-01T08:00:10Z","window_end":"2026-03-01T08:00:40Z","n":1}
{"user":"ann","window_start":"2026-03-01T08:00:00Z","window_end":"2026-03-01T08:00:59Z","n":2}
{"user":"ann","window_start":"2026-03-01T08:01:40Z","window_end":"2026-03-01T08:02:10Z","n":1}
