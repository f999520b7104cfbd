-- An unknown type is refused.
SELECT CAST(a AS NUMBR) FROM stdin
--- exit 3
--- stderr
LDB-1[0-9]{3}.*NUMBR
