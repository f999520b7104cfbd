-- json is one array, an element a line.
SELECT v FROM stdin
--- args --json
--- input
{"v":1}
{"v":"x"}
--- output
[{"v":1},
{"v":"x"}]
