-- --changelog=upsert is one record a change of a key.
SELECT k, count(*) AS n FROM stdin GROUP BY k HAVING count(*) < 3 EMIT CHANGES
--- args --changelog=upsert
--- input
{"k":"a"}
{"k":"b"}
{"k":"a"}
{"k":"a"}
--- output
{"_op":"U","k":"a","n":1}
{"_op":"U","k":"b","n":1}
{"_op":"U","k":"a","n":2}
{"_op":"D","k":"a","n":2}
