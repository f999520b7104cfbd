-- A row between two sessions, near enough to both, makes one of them.
SELECT window_start AS s, window_end AS e, count(*) AS n, string_agg(v, '') AS v FROM stdin GROUP BY SESSION(ts, INTERVAL '5' SECOND)
--- args -w 1m
--- input
{"ts":1700000000,"v":"a"}
{"ts":1700000008,"v":"b"}
{"ts":1700000004,"v":"c"}
--- output
{"s":1700000000,"e":1700000013,"n":3,"v":"abc"}
