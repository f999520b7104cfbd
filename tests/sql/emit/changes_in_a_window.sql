-- A windowed changelog shows what happens as it happens, and nothing more at the close.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND) EMIT CHANGES
--- input
{"ts":1700000001}
{"ts":1700000002}
{"ts":1700000031}
--- output
{"_weight":1,"s":1700000000,"n":1}
{"_weight":-1,"s":1700000000,"n":1}
{"_weight":1,"s":1700000000,"n":2}
{"_weight":1,"s":1700000030,"n":1}
