-- Rows of a window join leave when it closes, with their own times: a smaller window above waits for them.
WITH wa AS (SELECT * FROM TUMBLE((SELECT * FROM stdin WHERE s = 'a'), ts, INTERVAL '1' MINUTE)),
     wb AS (SELECT * FROM TUMBLE((SELECT * FROM stdin WHERE s = 'b'), ts, INTERVAL '1' MINUTE)),
     j AS (SELECT wa.ts AS ts, wa.id AS aid FROM wa JOIN wb ON wa.k = wb.k AND wa.window_start = wb.window_start)
SELECT window_start, count(*) AS n FROM TUMBLE(j, ts, INTERVAL '10' SECOND) GROUP BY window_start, window_end
--- args -e ts -w 0s
--- input
{"s":"a","id":1,"k":1,"ts":"2024-05-01T10:00:05Z"}
{"s":"b","id":11,"k":1,"ts":"2024-05-01T10:00:25Z"}
{"s":"a","id":2,"k":1,"ts":"2024-05-01T10:00:45Z"}
{"s":"a","id":3,"k":1,"ts":"2024-05-01T10:01:05Z"}
{"s":"b","id":12,"k":1,"ts":"2024-05-01T10:05:06Z"}
--- output
{"window_start":"2024-05-01T10:00:00Z","n":1}
{"window_start":"2024-05-01T10:00:40Z","n":1}
