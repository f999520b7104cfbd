-- Rows meet the windows of another stream by their bounds: a window is expected until the watermark is its size behind its start.
WITH a AS (SELECT * FROM stdin WHERE s = 'a'),
     b AS (SELECT k, window_start, window_end, count(*) AS n FROM TUMBLE((SELECT * FROM stdin WHERE s = 'b'), ts, INTERVAL '20' SECOND)
           GROUP BY k, window_start, window_end),
     inside AS (SELECT a.id AS id, b.n AS n, b.window_start AS w FROM a LEFT JOIN b ON a.k = b.k AND a.ts >= b.window_start AND a.ts < b.window_end),
     newest AS (SELECT a.id AS id, b.n AS n, b.window_start AS w FROM a ASOF LEFT JOIN b ON a.k = b.k AND a.ts >= b.window_start)
SELECT 'inside' AS what, * FROM inside UNION ALL SELECT 'newest', * FROM newest ORDER BY what, id LIMIT 100
--- args -e ts -w 0s
--- input
{"s":"b","k":1,"ts":"2024-05-01T10:00:01Z"}
{"s":"a","id":1,"k":1,"ts":"2024-05-01T10:00:05Z"}
{"s":"b","k":1,"ts":"2024-05-01T10:00:06Z"}
{"s":"b","k":1,"ts":"2024-05-01T10:00:25Z"}
{"s":"a","id":2,"k":1,"ts":"2024-05-01T10:00:45Z"}
{"s":"a","id":3,"k":1,"ts":"2024-05-01T10:01:05Z"}
{"s":"b","k":1,"ts":"2024-05-01T10:01:06Z"}
{"s":"a","id":4,"k":1,"ts":"2024-05-01T10:06:05Z"}
--- output
{"what":"inside","id":1,"n":2,"w":"2024-05-01T10:00:00Z"}
{"what":"inside","id":2,"n":null,"w":null}
{"what":"inside","id":3,"n":1,"w":"2024-05-01T10:01:00Z"}
{"what":"inside","id":4,"n":null,"w":null}
{"what":"newest","id":1,"n":2,"w":"2024-05-01T10:00:00Z"}
{"what":"newest","id":2,"n":1,"w":"2024-05-01T10:00:20Z"}
{"what":"newest","id":3,"n":1,"w":"2024-05-01T10:01:00Z"}
{"what":"newest","id":4,"n":1,"w":"2024-05-01T10:01:00Z"}
