-- The sides of a set operation have as many columns.
SELECT 1, 2 UNION ALL SELECT 3
--- exit 3
--- stderr
LDB-1007
