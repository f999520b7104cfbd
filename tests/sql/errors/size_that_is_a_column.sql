-- The size of a window is no column.
SELECT count(*) FROM stdin GROUP BY TUMBLE(ts, size)
--- input
{"k":"a","ts":"2024-01-01T00:00:10Z"}
{"k":"b","ts":"2024-01-01T00:00:50Z"}
{"k":"a","ts":"2024-01-01T00:01:20Z"}
--- output
--- stderr
^laminar: LDB-1203: a duration is needed here$
hint: write INTERVAL '5' SECOND, '5 seconds' or 5s$
--- exit 3
