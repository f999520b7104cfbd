-- A position in GROUP BY is that of an item in SELECT.
SELECT a, count(*) FROM stdin GROUP BY 3
--- exit 3
--- stderr
LDB-1004
