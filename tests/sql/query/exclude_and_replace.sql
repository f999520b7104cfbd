-- SELECT * can leave columns out and replace them.
SELECT * EXCLUDE (b) REPLACE (a * 10 AS a) FROM stdin
--- args -i csv
--- input
a,b,c
1,2,3
--- output
{"a":10,"c":3}
