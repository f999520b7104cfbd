-- With -w rows of a file can be late.
SELECT window_start AS s, count(*) AS n FROM 'rows.ndjson' GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- args -w 5s
--- input rows.ndjson
{"ts":1700000001}
{"ts":1700009999}
{"ts":1700000002}
--- output
{"s":1700000000,"n":1}
{"s":1700009990,"n":1}
--- stderr
late
