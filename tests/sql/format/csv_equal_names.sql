-- Of equal names in a CSV header the second gets _2.
FROM stdin
--- args -i csv
--- input
a,a,b
1,2,3
--- output
{"a":1,"a_2":2,"b":3}
