-- With --changelog changes can be written into a file.
INSERT INTO 'out.ndjson' SELECT k, count(*) AS n FROM stdin GROUP BY k EMIT CHANGES
--- args --changelog=weight
--- input
{"k":"a"}
{"k":"a"}
--- output
--- output out.ndjson
{"_weight":1,"k":"a","n":1}
{"_weight":-1,"k":"a","n":1}
{"_weight":1,"k":"a","n":2}
