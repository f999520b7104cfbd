-- A join of windows that change tells the changes as they happen, and forgets rows when their window closes.
WITH w AS (SELECT s, k, window_end, count(*) AS n FROM TUMBLE(stdin, ts, INTERVAL '1' MINUTE)
           GROUP BY s, k, window_start, window_end EMIT CHANGES)
SELECT a.k AS k, a.n AS an, b.n AS bn
FROM (SELECT * FROM w WHERE s = 'a') a LEFT JOIN (SELECT * FROM w WHERE s = 'b') b
ON a.k = b.k AND a.window_end = b.window_end EMIT CHANGES
--- args -e ts -w 0s
--- input
{"s":"a","k":1,"ts":"2024-05-01T10:00:05Z"}
{"s":"b","k":1,"ts":"2024-05-01T10:00:25Z"}
{"s":"a","k":1,"ts":"2024-05-01T10:00:45Z"}
{"s":"b","k":1,"ts":"2024-05-01T10:01:06Z"}
{"s":"a","k":1,"ts":"2024-05-01T10:01:07Z"}
--- output
{"_weight":1,"k":1,"an":1,"bn":null}
{"_weight":-1,"k":1,"an":1,"bn":null}
{"_weight":1,"k":1,"an":1,"bn":1}
{"_weight":-1,"k":1,"an":1,"bn":1}
{"_weight":1,"k":1,"an":2,"bn":1}
{"_weight":1,"k":1,"an":1,"bn":1}
