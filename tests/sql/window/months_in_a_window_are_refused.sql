-- A month has no fixed length.
SELECT count(*) FROM stdin GROUP BY TUMBLE(ts, INTERVAL '1' MONTH)
--- exit 3
--- stderr
LDB-2002
