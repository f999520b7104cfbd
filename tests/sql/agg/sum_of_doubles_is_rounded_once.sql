-- The sum of doubles does not depend on their order.
SELECT sum(v) AS s, avg(v) AS a FROM stdin
--- input
{"v":1e16}
{"v":1.5}
{"v":-1e16}
{"v":0.25}
--- output
{"s":1.75,"a":0.4375}
