-- Without an event time first and last go by arrival, and leave NULLs out.
SELECT first(v) AS a, last(v) AS b FROM stdin
--- input
{"v":null}
{"v":"p"}
{"v":"q"}
{"v":null}
--- output
{"a":"p","b":"q"}
