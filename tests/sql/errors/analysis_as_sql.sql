-- What EXPLAIN ANALYZE counts does not stand in SQL.
EXPLAIN (ANALYZE, SQL) SELECT 1
--- exit 3
--- stderr
LDB-1004: ANALYZE prints the plan as text or JSON
