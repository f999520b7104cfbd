-- A text of no characters is no type.
SELECT CAST(a AS VARCHAR(0)) FROM stdin
--- exit 3
--- stderr
LDB-1203: VARCHAR has 1 to 2147483647 characters
