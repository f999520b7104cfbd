-- What is understood but not built is refused, never ignored.
CHECKPOINT
--- exit 3
--- stderr
LDB-1001
