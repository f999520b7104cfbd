-- The size of CUMULATE is a multiple of its step.
SELECT count(*) FROM stdin GROUP BY CUMULATE(ts, INTERVAL '7' SECOND, INTERVAL '30' SECOND)
--- exit 3
--- stderr
LDB-2002
