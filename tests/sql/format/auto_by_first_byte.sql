-- Without a name auto goes by the first byte.
SELECT v FROM stdin
--- input
 [{"v":1},{"v":2}]
--- output
{"v":1}
{"v":2}
