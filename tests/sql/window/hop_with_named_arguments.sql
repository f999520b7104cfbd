-- Named arguments leave no doubt which is which.
SELECT window_start AS s, window_end AS e FROM stdin GROUP BY HOP(ts, SIZE => INTERVAL '20' SECOND, SLIDE => INTERVAL '10' SECOND)
--- input
{"ts":1700000015}
--- output
{"s":1700000000,"e":1700000020}
{"s":1700000010,"e":1700000030}
