-- A function called with the wrong number of arguments is LDB-1201.
SELECT lower(a, b, c) FROM stdin
--- exit 3
--- stderr
LDB-1201
