-- A regular file is read to its end before any window closes.
SELECT window_start AS s, count(*) AS n FROM 'rows.ndjson' GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- input rows.ndjson
{"ts":1700000001}
{"ts":1700009999}
{"ts":1700000002}
--- output
{"s":1700000000,"n":2}
{"s":1700009990,"n":1}
--- quiet
