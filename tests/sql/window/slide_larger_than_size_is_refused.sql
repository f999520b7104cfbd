-- A slide larger than the size would leave rows out, so it is refused with the swapped call as hint.
SELECT count(*) FROM stdin GROUP BY HOP(ts, INTERVAL '1' HOUR, INTERVAL '5' MINUTE)
--- exit 3
--- output
--- stderr
LDB-2002
hint:
