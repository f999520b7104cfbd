-- No row, no window, no output.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 1s)
--- output
