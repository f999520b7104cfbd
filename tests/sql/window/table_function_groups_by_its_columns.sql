-- The table function adds window_start and window_end, and GROUP BY over them is a windowed aggregate.
SELECT window_start, window_end, k, sum(v) AS s
FROM TABLE(TUMBLE(TABLE stdin, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY window_start, window_end, k
--- input
{"ts":1700000001,"k":"x","v":1}
{"ts":1700000011,"k":"x","v":2}
{"ts":1700000019,"k":"y","v":4}
--- output
{"window_start":1700000000,"window_end":1700000010,"k":"x","s":1}
{"window_start":1700000010,"window_end":1700000020,"k":"x","s":2}
{"window_start":1700000010,"window_end":1700000020,"k":"y","s":4}
