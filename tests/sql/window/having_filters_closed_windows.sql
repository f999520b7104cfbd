-- HAVING is asked when the window closes.
SELECT k, count(*) AS n FROM stdin GROUP BY k, TUMBLE(ts, INTERVAL '10' SECOND) HAVING count(*) > 1
--- input
{"ts":1700000001,"k":"a"}
{"ts":1700000002,"k":"b"}
{"ts":1700000003,"k":"b"}
--- output
{"k":"b","n":2}
