-- An array of no rows is [].
SELECT v FROM stdin WHERE v > 5
--- args --json
--- input
{"v":1}
--- output
[]
