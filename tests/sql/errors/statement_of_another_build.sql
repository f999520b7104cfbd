-- A statement that is not built is refused, and named.
CHECKPOINT
--- exit 3
--- stderr
LDB-1001
