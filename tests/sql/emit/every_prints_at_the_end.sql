-- What has changed since the last time is printed at the end too.
SELECT k, count(*) AS n FROM stdin GROUP BY k EMIT EVERY 1 HOUR
--- input
{"k":"a"}
{"k":"b"}
{"k":"a"}
--- output
{"k":"a","n":2}
{"k":"b","n":1}
