-- A duration on the command line needs a unit.
SELECT 1
--- args -w 5
--- exit 2
--- stderr
LDB-0001.*5
