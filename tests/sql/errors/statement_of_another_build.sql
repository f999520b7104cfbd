-- A statement that is not built is refused, and named.
SHOW CHECKPOINT STATUS
--- exit 3
--- stderr
LDB-1001
