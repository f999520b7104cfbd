-- SESSION as a table function takes its key by PARTITION BY.
SELECT k, window_start AS s, window_end AS e, count(*) AS n
FROM SESSION(TABLE stdin PARTITION BY k, DESCRIPTOR(ts), INTERVAL '5' SECOND) GROUP BY k, window_start, window_end
--- input
{"k":"a","ts":1700000000}
{"k":"b","ts":1700000003}
{"k":"a","ts":1700000004}
--- output
{"k":"b","s":1700000003,"e":1700000008,"n":1}
{"k":"a","s":1700000000,"e":1700000009,"n":2}
