-- IGNORE NULLS is of aggregates and of window functions that give a value.
SELECT upper(a IGNORE NULLS) FROM stdin
--- exit 3
--- stderr
LDB-1004: upper has no IGNORE or RESPECT NULLS
