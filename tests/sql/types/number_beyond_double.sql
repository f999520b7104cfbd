-- An undeclared number that no DOUBLE holds passes as it was written, compares as huge, and is no number to reckon with.
SELECT n, v, v > 5 AS big, TRY(v + 1) AS next, TRY_CAST(v AS DOUBLE) AS d FROM stdin
--- input
{"n":1,"v":1e400}
{"n":2,"v":-1e400}
{"n":3,"v":1.50}
--- output
{"n":1,"v":1e400,"big":true,"next":null,"d":null}
{"n":2,"v":-1e400,"big":false,"next":null,"d":null}
{"n":3,"v":1.50,"big":false,"next":2.5,"d":1.5}
