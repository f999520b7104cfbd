-- WATERMARK FOR ts alone waits for nothing; -w does not override it.
CREATE SOURCE stdin (ts BIGINT, WATERMARK FOR ts);
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- args -w 1h
--- input
{"ts":1700000000000}
{"ts":1700000010000}
{"ts":1700000009000}
--- output
{"s":1700000000000,"n":1}
{"s":1700000010000,"n":1}
--- stderr
late
