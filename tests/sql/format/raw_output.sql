-- raw is the values with tabs between them.
SELECT k, v FROM stdin
--- args -F raw
--- input
{"k":"a b","v":1}
{"k":"c","v":"x"}
--- output
a b	1
c	x
