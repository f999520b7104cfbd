-- A bound that whole seconds cannot express has a decimal fraction.
SELECT window_start, window_end FROM stdin GROUP BY TUMBLE(ts, 250ms)
--- input
{"ts":1700000000}
--- output
{"window_start":1700000000,"window_end":1700000000.25}
