-- In one window the groups print in the order in which they first appeared in it.
SELECT window_start AS s, k, count(*) AS n FROM stdin GROUP BY k, TUMBLE(ts, INTERVAL '10' SECOND)
--- input
{"ts":1700000001,"k":"b"}
{"ts":1700000002,"k":"a"}
{"ts":1700000011,"k":"a"}
{"ts":1700000012,"k":"b"}
{"ts":1700000003,"k":"b"}
--- output
{"s":1700000000,"k":"b","n":2}
{"s":1700000000,"k":"a","n":1}
{"s":1700000010,"k":"a","n":1}
{"s":1700000010,"k":"b","n":1}
--- quiet
