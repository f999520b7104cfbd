-- ORDER BY over closed windows sorts what is there at the end.
SELECT k, count(*) AS n FROM stdin GROUP BY k, TUMBLE(ts, 1h) ORDER BY n DESC, k
--- input
{"ts":1700000001,"k":"b"}
{"ts":1700000001,"k":"c"}
{"ts":1700000001,"k":"a"}
{"ts":1700000001,"k":"c"}
--- output
{"k":"c","n":2}
{"k":"a","n":1}
{"k":"b","n":1}
