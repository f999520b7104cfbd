-- A syntax error marks the token, says what was expected, and gives its place.
SELECT a b c FROM stdin
--- exit 3
--- output
--- stderr
LDB-1000
^  query:2:12$
^    SELECT a b c FROM stdin$
^               \^$
