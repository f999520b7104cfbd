-- The window's own call in SELECT gives its start.
SELECT TUMBLE(ts, INTERVAL '10' SECOND) AS w, TUMBLE_END(ts, INTERVAL '10' SECOND) AS e, count(*) AS n
FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- input
{"ts":1700000003}
--- output
{"w":1700000000,"e":1700000010,"n":1}
