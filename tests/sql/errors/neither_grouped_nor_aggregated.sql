-- A column that is neither grouped nor aggregated has no one value.
SELECT k, v, count(*) FROM stdin GROUP BY k
--- exit 3
--- stderr
LDB-1006.*"v"
