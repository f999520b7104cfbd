-- A window without a column needs a declared event time.
SELECT count(*) FROM stdin GROUP BY TUMBLE(1 MINUTE)
--- exit 3
--- stderr
LDB-2001
