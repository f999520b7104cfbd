-- A row exactly a gap after the last one begins a new session.
SELECT window_start AS s, window_end AS e, count(*) AS n FROM stdin GROUP BY SESSION(ts, INTERVAL '5' SECOND)
--- input
{"ts":1700000000}
{"ts":1700000005}
{"ts":1700000009}
--- output
{"s":1700000000,"e":1700000005,"n":1}
{"s":1700000005,"e":1700000014,"n":2}
