-- ALLOW LATENESS has no meaning without a window.
SELECT k, count(*) FROM stdin GROUP BY k ALLOW LATENESS INTERVAL '1' MINUTE
--- exit 3
--- stderr
LDB-(1004|2001)
