-- A window must be named in the WINDOW clause.
SELECT sum(n) OVER u FROM stdin WINDOW w AS (ORDER BY n)
--- input
{"n":1}
--- stderr
LDB-1004
WINDOW clause
--- exit 3
