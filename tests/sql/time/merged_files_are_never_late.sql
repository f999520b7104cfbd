-- Two files side by side are merged by event time.
SELECT window_start AS s, sum(v) AS v FROM (SELECT ts, v FROM 'a.ndjson' UNION ALL SELECT ts, v FROM 'b.ndjson') t GROUP BY TUMBLE(ts, 10s)
--- input a.ndjson
{"ts":1700000001,"v":1}
{"ts":1700000021,"v":2}
--- input b.ndjson
{"ts":1700000002,"v":4}
{"ts":1700000011,"v":8}
--- output
{"s":1700000000,"v":5}
{"s":1700000010,"v":8}
{"s":1700000020,"v":2}
--- quiet
