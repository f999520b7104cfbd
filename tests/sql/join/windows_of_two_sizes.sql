-- Windows of two sizes that begin together wait for the longer one.
WITH a AS (SELECT k, window_start, count(*) AS n FROM TUMBLE((SELECT * FROM stdin WHERE s = 'a'), ts, INTERVAL '30' SECOND) GROUP BY k, window_start, window_end),
     b AS (SELECT k, window_start, count(*) AS n FROM TUMBLE((SELECT * FROM stdin WHERE s = 'b'), ts, INTERVAL '1' MINUTE) GROUP BY k, window_start, window_end)
SELECT a.window_start AS w, a.n AS an, b.n AS bn FROM a JOIN b ON a.k = b.k AND a.window_start = b.window_start
--- args -e ts -w 0s
--- input
{"s":"a","k":1,"ts":"2024-05-01T10:00:05Z"}
{"s":"b","k":1,"ts":"2024-05-01T10:00:06Z"}
{"s":"b","k":1,"ts":"2024-05-01T10:00:50Z"}
{"s":"a","k":1,"ts":"2024-05-01T10:01:05Z"}
{"s":"b","k":1,"ts":"2024-05-01T10:03:06Z"}
--- output
{"w":"2024-05-01T10:00:00Z","an":1,"bn":2}
