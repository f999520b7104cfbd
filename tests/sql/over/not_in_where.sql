-- WHERE comes before window functions.
SELECT n FROM stdin WHERE ROW_NUMBER() OVER (ORDER BY n) = 1
--- input
{"n":1}
--- stderr
LDB-1004
QUALIFY
--- exit 3
