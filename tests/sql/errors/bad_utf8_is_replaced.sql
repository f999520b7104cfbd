-- A bad byte becomes U+FFFD, and is counted.
SELECT upper(a) AS a FROM stdin
--- input .hex
7b2261223a2278ff79227d0a
--- output
{"a":"X�Y"}
--- stderr
LDB-4003
