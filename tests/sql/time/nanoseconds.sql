-- Nanoseconds are rounded to the microsecond, and bounds come back in nanoseconds.
SELECT window_start AS s, window_end AS e FROM stdin GROUP BY TUMBLE(t, 1ms)
--- args -e t:ns
--- input
{"t":1700000000000000001}
--- output
{"s":1700000000000000000,"e":1700000000001000000}
