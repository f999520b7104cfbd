-- The end of a window is passed by the watermark, not by the newest row.
SELECT window_start AS s, max(v) AS m FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND) LIMIT 1
--- args -w 3s
--- input
{"ts":1700000001,"v":5}
{"ts":1700000012,"v":9}
{"ts":1700000009,"v":7}
{"ts":1700000013,"v":1}
{"ts":1700000099,"v":0}
--- output
{"s":1700000000,"m":7}
