-- ORDER BY sorts at the end of the pipe; NULL is last either way, and ties keep their order.
SELECT a, b FROM stdin ORDER BY a DESC LIMIT 3
--- input
{"a":1,"b":1}
{"a":null,"b":2}
{"a":3,"b":3}
{"a":3,"b":4}
--- output
{"a":3,"b":3}
{"a":3,"b":4}
{"a":1,"b":1}
