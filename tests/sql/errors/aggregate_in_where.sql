-- An aggregate has no place in WHERE.
SELECT k FROM stdin WHERE count(*) > 1
--- exit 3
--- stderr
LDB-1005
