-- A session row is judged with the session it would join.
SELECT window_start AS s, window_end AS e, count(*) AS n FROM stdin GROUP BY SESSION(ts, INTERVAL '10' SECOND)
--- args -w 0s
--- input
{"ts":1700000000}
{"ts":1700000008}
{"ts":1700000009}
{"ts":1700000001}
--- output
{"s":1700000000,"e":1700000019,"n":4}
--- quiet
