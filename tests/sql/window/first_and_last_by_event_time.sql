-- first and last go by event time, not by arrival.
SELECT first(p) AS open, last(p) AS close FROM stdin GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE)
--- input
{"ts":1700000003,"p":3}
{"ts":1700000001,"p":1}
{"ts":1700000005,"p":5}
{"ts":1700000004,"p":4}
--- output
{"open":1,"close":5}
