-- -o writes there instead.
SELECT v FROM stdin
--- args -o out.csv --csv
--- input
{"v":1}
--- output
--- output out.csv
v
1
