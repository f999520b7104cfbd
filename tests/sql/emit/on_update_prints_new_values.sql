-- EMIT ON UPDATE prints the new value of a group, and takes nothing back.
SELECT k, count(*) AS n FROM stdin GROUP BY k EMIT ON UPDATE
--- input
{"k":"a"}
{"k":"b"}
{"k":"a"}
--- output
{"k":"a","n":1}
{"k":"b","n":1}
{"k":"a","n":2}
