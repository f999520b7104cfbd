-- LIMIT needs a whole number.
SELECT a FROM stdin LIMIT -1
--- exit 3
--- stderr
LDB-1[0-9]{3}
