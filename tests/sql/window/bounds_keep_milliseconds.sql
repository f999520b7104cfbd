-- Milliseconds since the epoch come back as milliseconds.
SELECT window_start, window_end, sum(v) AS s FROM stdin GROUP BY TUMBLE(ts, INTERVAL '2' SECOND)
--- input
{"ts":1700000001500,"v":1}
{"ts":1700000001999,"v":2}
{"ts":1700000002000,"v":4}
--- output
{"window_start":1700000000000,"window_end":1700000002000,"s":3}
{"window_start":1700000002000,"window_end":1700000004000,"s":4}
