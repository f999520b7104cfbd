-- What is only ever added to needs no weights.
SELECT v * 2 AS w FROM stdin EMIT CHANGES
--- input
{"v":1}
{"v":2}
--- output
{"w":2}
{"w":4}
