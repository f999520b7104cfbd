-- Without * the declared columns are all there are.
CREATE SOURCE stdin (a BIGINT);
SELECT b FROM stdin
--- input
{"a":1,"b":2}
--- exit 3
--- stderr
LDB-1100.*b
