-- A stream may be read for its late rows alone.
CREATE STREAM w AS SELECT count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 10s) LATE DATA TO tardy;
SELECT v FROM tardy
--- args -w 0s
--- input
{"ts":1700000001,"v":"a"}
{"ts":1700000012,"v":"b"}
{"ts":1700000003,"v":"c"}
--- output
{"v":"c"}
