-- WATERMARK FOR declares event time and disorder of a source.
CREATE SOURCE stdin (ts TIMESTAMP, v BIGINT, WATERMARK FOR ts AS ts - INTERVAL '3' SECOND);
SELECT window_start AS s, sum(v) AS v FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- input
{"ts":"2026-03-01T00:00:01Z","v":1}
{"ts":"2026-03-01T00:00:12Z","v":2}
{"ts":"2026-03-01T00:00:09Z","v":4}
{"ts":"2026-03-01T00:00:13Z","v":8}
{"ts":"2026-03-01T00:00:08Z","v":16}
--- output
{"s":"2026-03-01T00:00:00Z","v":5}
{"s":"2026-03-01T00:00:10Z","v":10}
--- stderr
late
