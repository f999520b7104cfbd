-- LATE DATA TO keeps late rows whole, with the end of their window.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND) LATE DATA TO 'late.ndjson'
--- args -w 0s
--- input
{"ts":1700000001,"v":"a"}
{"ts":1700000010,"v":"b"}
{"ts":1700000002,"v":"c"}
--- output
{"s":1700000000,"n":1}
{"s":1700000010,"n":1}
--- output late.ndjson
{"ts":1700000002,"v":"c","_window_end":1700000010}
