-- Flink's DATA, TIMECOL and SIZE name the arguments of a window table function.
SELECT k, window_start, count(*) FROM TABLE(SESSION(DATA => TABLE stdin PARTITION BY k, TIMECOL => DESCRIPTOR(ts), GAP => INTERVAL '0:01' HOUR TO MINUTE)) GROUP BY k, window_start, window_end
--- input
{"k":"a","ts":"2024-01-01T00:00:00Z"}
{"k":"a","ts":"2024-01-01T00:00:30Z"}
{"k":"b","ts":"2024-01-01T00:00:40Z"}
{"k":"a","ts":"2024-01-01T00:05:00Z"}
--- output
{"k":"a","window_start":"2024-01-01T00:00:00Z","count":2}
{"k":"b","window_start":"2024-01-01T00:00:40Z","count":1}
{"k":"a","window_start":"2024-01-01T00:05:00Z","count":1}
--- quiet
