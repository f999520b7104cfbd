-- --event-time tells the unit of numbers that are too small to tell it themselves.
SELECT window_start AS s, window_end AS e, count(*) AS n FROM stdin GROUP BY TUMBLE(t, 1s)
--- args -e t:ms
--- input
{"t":0}
{"t":999}
{"t":1000}
--- output
{"s":0,"e":1000,"n":2}
{"s":1000,"e":2000,"n":1}
