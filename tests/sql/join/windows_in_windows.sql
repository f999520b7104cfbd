-- EXISTS, IN and NOT IN between two windowed streams answer when the window closes, on input that goes on too.
WITH w AS (SELECT s, k, window_end, count(*) AS n FROM TUMBLE(stdin, ts, INTERVAL '1' MINUTE) GROUP BY s, k, window_start, window_end),
     a AS (SELECT * FROM w WHERE s = 'a'), b AS (SELECT * FROM w WHERE s = 'b')
SELECT window_end, k, 'exists' AS what FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.window_end = a.window_end AND b.k = a.k)
UNION ALL SELECT window_end, k, 'in' FROM a WHERE window_end IN (SELECT window_end FROM b)
UNION ALL SELECT window_end, k, 'not in' FROM a WHERE k NOT IN (SELECT k FROM b WHERE b.window_end = a.window_end)
--- args -e ts -w 0s
--- input
{"s":"a","k":1,"ts":"2024-05-01T10:00:05Z"}
{"s":"a","k":2,"ts":"2024-05-01T10:00:06Z"}
{"s":"b","k":1,"ts":"2024-05-01T10:00:25Z"}
{"s":"a","k":3,"ts":"2024-05-01T10:01:05Z"}
{"s":"b","k":null,"ts":"2024-05-01T10:01:06Z"}
{"s":"b","k":1,"ts":"2024-05-01T10:02:06Z"}
{"s":"b","k":1,"ts":"2024-05-01T10:05:06Z"}
--- output
{"window_end":"2024-05-01T10:01:00Z","k":1,"what":"exists"}
{"window_end":"2024-05-01T10:01:00Z","k":1,"what":"in"}
{"window_end":"2024-05-01T10:01:00Z","k":2,"what":"in"}
{"window_end":"2024-05-01T10:01:00Z","k":2,"what":"not in"}
{"window_end":"2024-05-01T10:02:00Z","k":3,"what":"in"}
