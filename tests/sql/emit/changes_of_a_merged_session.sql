-- A row that joins two sessions takes both back and inserts the one.
SELECT window_start AS s, window_end AS e, count(*) AS n FROM stdin GROUP BY SESSION(ts, 5s) EMIT CHANGES
--- args -w 1m
--- input
{"ts":1700000000}
{"ts":1700000008}
{"ts":1700000004}
--- output
{"_weight":1,"s":1700000000,"e":1700000005,"n":1}
{"_weight":1,"s":1700000008,"e":1700000013,"n":1}
{"_weight":-1,"s":1700000000,"e":1700000005,"n":1}
{"_weight":-1,"s":1700000008,"e":1700000013,"n":1}
{"_weight":1,"s":1700000000,"e":1700000013,"n":3}
