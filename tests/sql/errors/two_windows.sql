-- A query has one window.
SELECT count(*) FROM stdin GROUP BY TUMBLE(ts, 1m), TUMBLE(ts, 1h)
--- exit 3
--- stderr
LDB-1004
