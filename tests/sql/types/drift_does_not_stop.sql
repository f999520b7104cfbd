-- A column may change its kind from row to row.
SELECT v FROM stdin
--- input
{"v":1}
{"v":"one"}
{"v":[1]}
{"v":{"n":1}}
{"v":null}
{"v":true}
--- output
{"v":1}
{"v":"one"}
{"v":[1]}
{"v":{"n":1}}
{"v":null}
{"v":true}
--- quiet
