-- A stateless query over groups prints their final rows.
SELECT k || '!' AS k, n * 10 AS n FROM (SELECT k, count(*) AS n FROM stdin GROUP BY k) t WHERE n > 1
--- input
{"k":"a"}
{"k":"b"}
{"k":"a"}
--- output
{"k":"a!","n":20}
