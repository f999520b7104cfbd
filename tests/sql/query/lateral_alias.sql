-- A later column may use an earlier alias.
SELECT a + 1 AS x, x * 2 AS y FROM stdin
--- args -i csv
--- input
a
1
--- output
{"x":2,"y":4}
