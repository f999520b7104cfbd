-- EMIT ON WINDOW CLOSE is what a windowed aggregate does anyway.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 10s) EMIT ON WINDOW CLOSE
--- input
{"ts":1700000001}
{"ts":1700000002}
{"ts":1700000011}
--- output
{"s":1700000000,"n":2}
{"s":1700000010,"n":1}
