-- Late rows that have a name and no reader go nowhere.
SELECT count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 10s) LATE DATA TO tardy
--- args -w 0s
--- input
{"ts":1700000001,"v":"a"}
{"ts":1700000012,"v":"b"}
{"ts":1700000003,"v":"c"}
--- output
{"n":1}
{"n":1}
