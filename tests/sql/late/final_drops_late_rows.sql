-- EMIT FINAL drops late rows even where the lateness would still correct.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND) LATE DATA TO 'late.ndjson' EMIT FINAL
--- args -w 0s
--- input
{"ts":1700000001}
{"ts":1700000010}
{"ts":1700000002}
--- output
{"s":1700000000,"n":1}
{"s":1700000010,"n":1}
--- stderr
late
