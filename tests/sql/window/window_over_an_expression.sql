-- The time of a window may be computed.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(to_timestamp(t), INTERVAL '1' MINUTE)
--- input
{"t":1700000001}
{"t":1700000010}
--- output
{"s":"2023-11-14T22:13:00Z","n":2}
