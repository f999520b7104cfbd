-- Undeclared epoch numbers tell their unit by their size; bounds take the unit of the first.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE)
--- input
{"ts":1700000000}
{"ts":1700000001000}
{"ts":1700000002000000}
{"ts":1700000003000000000}
--- output
{"s":1699999980,"n":4}
