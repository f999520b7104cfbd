-- --lateness is ALLOW LATENESS for every window.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- args -w 0s --lateness=1m
--- input
{"ts":1700000001}
{"ts":1700000059}
{"ts":1700000002}
--- output
{"s":1700000000,"n":2}
{"s":1700000050,"n":1}
--- quiet
