-- json reads an array, or objects one after the other.
SELECT v FROM stdin
--- args -i json
--- input
[{"v":1}, {"v":
2}]
{"v":3}{"v":4}
--- output
{"v":1}
{"v":2}
{"v":3}
{"v":4}
