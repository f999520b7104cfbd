-- A weight says how often a row comes or goes.
SELECT v, count(*) AS n FROM stdin GROUP BY v
--- args -i changelog
--- input
{"_weight":3,"v":"a"}
{"_weight":-2,"v":"a"}
{"_weight":2,"v":"b"}
{"_weight":-2,"v":"b"}
--- output
{"v":"a","n":1}
