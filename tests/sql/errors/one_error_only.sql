-- Of several mistakes the first is reported, and nothing else.
SELECT nonesuch(a), nosuch(b) FROM stdin
--- exit 3
--- output
--- stderr
LDB-1102.*nonesuch
