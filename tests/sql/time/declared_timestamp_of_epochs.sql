-- A declared TIMESTAMP takes epoch numbers, and prints as a time.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 1m)
--- args --schema='ts TIMESTAMP'
--- input
{"ts":1700000001}
{"ts":1700000002000}
--- output
{"s":"2023-11-14T22:13:00Z","n":2}
