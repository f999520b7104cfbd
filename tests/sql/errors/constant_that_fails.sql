-- A constant expression that fails would fail for every row, so the query is refused.
SELECT 9223372036854775807 + 1
--- exit 3
--- stderr
LDB-1202
