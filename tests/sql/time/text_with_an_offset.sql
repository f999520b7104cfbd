-- An offset in the text of a time counts.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '1' HOUR)
--- input
{"ts":"2026-03-01T12:30:00+02:00"}
{"ts":"2026-03-01T10:15:00Z"}
{"ts":"2026-03-01 10:59:59.5"}
--- output
{"s":"2026-03-01T10:00:00Z","n":3}
