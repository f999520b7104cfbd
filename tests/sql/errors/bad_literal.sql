-- A literal that is no value of its type is refused.
SELECT TIMESTAMP '2026-13-01'
--- exit 3
--- stderr
LDB-1203
