-- Without -w a pipe waits five seconds.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- input
{"ts":1700000001}
{"ts":1700000014}
{"ts":1700000002}
{"ts":1700000015}
{"ts":1700000003}
--- output
{"s":1700000000,"n":2}
{"s":1700000010,"n":2}
--- stderr
late
