-- The rows of VALUES have as many columns.
SELECT * FROM (VALUES (1, 2), (3)) t
--- exit 3
--- stderr
LDB-1007
