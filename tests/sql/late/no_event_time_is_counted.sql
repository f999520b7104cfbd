-- A row without event time is in no window; it is counted as such.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- input
{"ts":1700000001}
{"ts":null}
{"v":1}
{"ts":"soon"}
--- output
{"s":1700000000,"n":1}
--- stderr
LDB-2005|no event time
3 .*no event time
