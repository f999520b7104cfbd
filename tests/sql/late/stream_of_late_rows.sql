-- LATE DATA TO a name makes a stream that can be read.
SELECT count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 10s) LATE DATA TO tardy;
INSERT INTO 'tardy.csv' SELECT v, _window_end FROM tardy
--- args -w 0s
--- input
{"ts":1700000001,"v":"a"}
{"ts":1700000012,"v":"b"}
{"ts":1700000003,"v":"c"}
--- output
{"n":1}
{"n":1}
--- output tardy.csv
v,_window_end
c,1700000010
