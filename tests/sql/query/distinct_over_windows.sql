-- DISTINCT prints a window's row once.
SELECT DISTINCT count(*) AS n FROM stdin GROUP BY k, TUMBLE(ts, 1m)
--- input
{"ts":1700000001,"k":"b"}
{"ts":1700000001,"k":"c"}
{"ts":1700000002,"k":"c"}
{"ts":1700000003,"k":"d"}
--- output
{"n":1}
{"n":2}
