-- EMIT FINAL prints each window once.
SELECT window_start AS s, sum(v) AS v FROM stdin GROUP BY TUMBLE(ts, 10s) EMIT FINAL
--- input
{"ts":1700000001,"v":1}
{"ts":1700000009,"v":2}
--- output
{"s":1700000000,"v":3}
