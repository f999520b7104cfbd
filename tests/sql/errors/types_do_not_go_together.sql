-- A timestamp and a boolean cannot be added.
SELECT TIMESTAMP '2026-01-01' + TRUE
--- exit 3
--- stderr
LDB-1200
