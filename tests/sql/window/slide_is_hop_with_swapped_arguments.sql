-- SLIDE names the size first.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY SLIDE(ts, INTERVAL '20' SECOND, INTERVAL '10' SECOND)
--- input
{"ts":1700000010}
--- output
{"s":1700000000,"n":1}
{"s":1700000010,"n":1}
