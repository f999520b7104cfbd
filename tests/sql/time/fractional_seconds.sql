-- A fraction of a second counts.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 1s)
--- input
{"ts":1700000000.75}
{"ts":1700000000.999999}
{"ts":1700000001.0}
--- output
{"s":1700000000,"n":2}
{"s":1700000001,"n":1}
