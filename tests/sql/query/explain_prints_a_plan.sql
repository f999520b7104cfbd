-- EXPLAIN prints the plan and reads nothing.
EXPLAIN SELECT k, count(*) FROM stdin GROUP BY k
--- args -F raw
--- stderr
--- exit 0
