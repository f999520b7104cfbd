-- Rows that tie for one window function stand as they came in, in whatever order another one looks at them.
SELECT nr, row_number() OVER (ORDER BY v DESC) AS a, row_number() OVER (ORDER BY k) AS b FROM stdin EMIT CHANGES
--- input
{"nr":1,"v":1,"k":"p"}
{"nr":2,"v":2,"k":"p"}
{"nr":3,"v":3,"k":"o"}
--- output
{"_weight":1,"nr":1,"a":1,"b":1}
{"_weight":-1,"nr":1,"a":1,"b":1}
{"_weight":1,"nr":1,"a":2,"b":1}
{"_weight":1,"nr":2,"a":1,"b":2}
{"_weight":-1,"nr":1,"a":2,"b":1}
{"_weight":1,"nr":3,"a":1,"b":1}
{"_weight":-1,"nr":2,"a":1,"b":2}
{"_weight":1,"nr":1,"a":3,"b":2}
{"_weight":1,"nr":2,"a":2,"b":3}
