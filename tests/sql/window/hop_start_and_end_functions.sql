-- HOP_START and HOP_END repeat the window's call.
SELECT HOP_START(ts, 5s, 10s) AS s, HOP_END(ts, 5s, 10s) AS e, count(*) AS n FROM stdin GROUP BY HOP(ts, 5s, 10s)
--- input
{"ts":1700000003}
--- output
{"s":1699999995,"e":1700000005,"n":1}
{"s":1700000000,"e":1700000010,"n":1}
