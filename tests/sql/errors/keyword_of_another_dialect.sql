-- A slip of the hand from another language gets a hint.
SELECT a FROM stdin WHERE a == 1
--- exit 3
--- stderr
LDB-1000
hint:
