-- Expressions of aggregates, and HAVING on one that is not selected.
SELECT k, sum(v) * 1.0 / count(*) AS mean FROM stdin GROUP BY k HAVING max(v) >= 3
--- input
{"k":"a","v":1}
{"k":"b","v":3}
{"k":"b","v":4}
--- output
{"k":"b","mean":3.500000}
