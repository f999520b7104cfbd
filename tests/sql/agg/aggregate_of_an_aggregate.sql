-- A query over groups sees their final rows.
SELECT max(n) AS most, count(*) AS groups FROM (SELECT k, count(*) AS n FROM stdin GROUP BY k) t
--- input
{"k":"a"}
{"k":"b"}
{"k":"a"}
--- output
{"most":2,"groups":2}
