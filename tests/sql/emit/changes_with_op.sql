-- --changelog=op names each change.
SELECT k, count(*) AS n FROM stdin GROUP BY k HAVING count(*) < 3 EMIT CHANGES
--- args --changelog=op
--- input
{"k":"a"}
{"k":"a"}
{"k":"a"}
--- output
{"_op":"+I","k":"a","n":1}
{"_op":"-U","k":"a","n":1}
{"_op":"+U","k":"a","n":2}
{"_op":"-D","k":"a","n":2}
