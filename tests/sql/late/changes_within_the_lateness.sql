-- A windowed changelog takes rows until the lateness is over.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 10s) ALLOW LATENESS 5s EMIT CHANGES
--- args -w 0s
--- input
{"ts":1700000001}
{"ts":1700000014}
{"ts":1700000002}
{"ts":1700000015}
{"ts":1700000003}
--- output
{"_weight":1,"s":1700000000,"n":1}
{"_weight":1,"s":1700000010,"n":1}
{"_weight":-1,"s":1700000000,"n":1}
{"_weight":1,"s":1700000000,"n":2}
{"_weight":-1,"s":1700000010,"n":1}
{"_weight":1,"s":1700000010,"n":2}
--- stderr
late
