-- Aggregates of every kind work per window.
SELECT window_start AS s, count(DISTINCT v) AS d, avg(v) AS a, median(v) AS m, string_agg(k, '') AS t
FROM stdin GROUP BY TUMBLE(ts, 10s)
--- input
{"ts":1700000001,"v":1,"k":"x"}
{"ts":1700000002,"v":3,"k":"y"}
{"ts":1700000003,"v":3,"k":"z"}
{"ts":1700000011,"v":8,"k":"w"}
--- output
{"s":1700000000,"d":2,"a":2.3333333333333335,"m":3,"t":"xyz"}
{"s":1700000010,"d":1,"a":8,"m":8,"t":"w"}
