-- A SELECT that names columns and has no FROM reads stdin.
SELECT a + b AS c
--- input
{"a":1,"b":2}
--- output
{"c":3}
