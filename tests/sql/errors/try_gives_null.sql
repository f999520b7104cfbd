-- TRY gives NULL where the expression fails.
SELECT TRY(ln(v)) AS w FROM stdin
--- input
{"v":1}
{"v":-1}
--- output
{"w":0}
{"w":null}
--- quiet
