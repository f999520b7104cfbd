-- Flink's TUMBLE_ROWTIME is told what is here instead.
SELECT TUMBLE_ROWTIME(ts, 1m), count(*) FROM stdin GROUP BY TUMBLE(ts, 1m)
--- input
{"k":"a","ts":"2024-01-01T00:00:10Z"}
{"k":"b","ts":"2024-01-01T00:00:50Z"}
{"k":"a","ts":"2024-01-01T00:01:20Z"}
--- output
--- stderr
^laminar: LDB-1102: unknown function "TUMBLE_ROWTIME"$
hint: the time of a window's row is window_end; a window above may go by it$
--- exit 3
