-- OFFSET of a kept-up order: rows come into sight from above, too.
SELECT n FROM stdin ORDER BY n DESC LIMIT 1 OFFSET 1 EMIT CHANGES
--- input
{"n":4}
{"n":2}
{"n":3}
{"n":9}
{"n":1}
--- output
{"_weight":1,"n":2}
{"_weight":-1,"n":2}
{"_weight":1,"n":3}
{"_weight":-1,"n":3}
{"_weight":1,"n":4}
