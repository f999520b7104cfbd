-- min and max of several kinds go by booleans, numbers, text.
SELECT min(v) AS a, max(v) AS b FROM stdin
--- input
{"v":5}
{"v":"a"}
{"v":-1}
--- output
{"a":-1,"b":"a"}
