-- With --on-error=fail an expression that fails ends the run, after the rows before it.
SELECT 10 / (v - 2) AS w, a + 1 AS b FROM stdin
--- args --on-error=fail
--- input
{"v":1,"a":1}
{"v":2,"a":1}
{"v":3,"a":"x"}
--- exit 1
--- output
{"w":-10,"b":2}
{"w":null,"b":2}
--- stderr
LDB-4013: stdin:3
