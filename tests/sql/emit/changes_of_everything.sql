-- An aggregate without GROUP BY speaks with the first row.
SELECT count(*) AS n FROM stdin EMIT CHANGES
--- input
{"a":1}
{"a":2}
--- output
{"_weight":1,"n":1}
{"_weight":-1,"n":1}
{"_weight":1,"n":2}
