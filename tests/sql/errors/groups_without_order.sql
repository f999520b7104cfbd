-- GROUPS counts groups of peers, which an order makes.
SELECT sum(v) OVER (GROUPS 1 PRECEDING) FROM stdin
--- exit 3
--- stderr
LDB-1004: GROUPS needs an ORDER BY
