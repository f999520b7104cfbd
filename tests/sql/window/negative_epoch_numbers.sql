-- Epoch numbers below zero are windowed by floor too, and bounds keep the unit.
SELECT window_start, count(*) AS n FROM stdin GROUP BY TUMBLE(t, INTERVAL '10' SECOND)
--- args -e t:s
--- input
{"t":-1}
{"t":-10}
{"t":0}
{"t":9}
--- output
{"window_start":-10,"n":2}
{"window_start":0,"n":2}
