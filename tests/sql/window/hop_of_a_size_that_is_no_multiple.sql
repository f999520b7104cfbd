-- A hop's size need not be a multiple of its slide.
SELECT window_start AS s, window_end AS e, count(*) AS n FROM stdin GROUP BY HOP(ts, INTERVAL '4' SECOND, INTERVAL '6' SECOND)
--- input
{"ts":1700000000}
{"ts":1700000005}
--- output
{"s":1699999996,"e":1700000002,"n":1}
{"s":1700000000,"e":1700000006,"n":2}
{"s":1700000004,"e":1700000010,"n":1}
