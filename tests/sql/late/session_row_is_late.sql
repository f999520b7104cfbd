-- A session row that is late by itself and joins nothing open is dropped.
SELECT window_start AS s, window_end AS e, count(*) AS n FROM stdin GROUP BY SESSION(ts, INTERVAL '10' SECOND)
--- args -w 0s
--- input
{"ts":1700000000}
{"ts":1700000050}
{"ts":1700000020}
--- output
{"s":1700000000,"e":1700000010,"n":1}
{"s":1700000050,"e":1700000060,"n":1}
--- stderr
late
