-- Microseconds come back as microseconds.
SELECT window_start AS s, window_end AS e FROM stdin GROUP BY TUMBLE(ts, 1ms)
--- input
{"ts":1700000000000999}
--- output
{"s":1700000000000000,"e":1700000000001000}
