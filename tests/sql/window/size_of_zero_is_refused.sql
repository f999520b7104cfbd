-- A window needs a positive size.
SELECT count(*) FROM stdin GROUP BY TUMBLE(ts, INTERVAL '0' SECOND)
--- exit 3
--- stderr
LDB-2002
