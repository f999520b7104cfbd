-- A rank looks at no value that could be NULL.
SELECT rank() IGNORE NULLS OVER (ORDER BY t) FROM stdin
--- exit 3
--- stderr
LDB-1004: rank has no IGNORE or RESPECT NULLS
