-- A stream that is read twice has its late rows once.
CREATE STREAM w AS SELECT count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 10s) LATE DATA TO 'late.ndjson';
SELECT n FROM w;
SELECT sum(n) AS total FROM w
--- args -w 0s
--- input
{"ts":1700000001,"v":"a"}
{"ts":1700000012,"v":"b"}
{"ts":1700000003,"v":"c"}
--- output
{"n":1}
{"n":1}
{"total":2}
--- output late.ndjson
{"ts":1700000003,"v":"c","_window_end":1700000010}
