-- Rows that are taken back before their window closes take no part in the join of windows.
WITH a AS (SELECT * FROM stdin WHERE s = 'a'), b AS (SELECT * FROM stdin WHERE s = 'b'),
wa AS (SELECT * FROM TUMBLE(a, ts, INTERVAL '1' MINUTE)), wb AS (SELECT * FROM TUMBLE(b, ts, INTERVAL '1' MINUTE))
SELECT wa.id AS aid, wb.id AS bid FROM wa FULL JOIN wb ON wa.k = wb.k AND wa.window_start = wb.window_start
--- args -i changelog -e ts -w 0s
--- input
{"_weight":1,"s":"a","id":1,"k":1,"ts":"2024-05-01T10:00:05Z"}
{"_weight":1,"s":"b","id":11,"k":1,"ts":"2024-05-01T10:00:25Z"}
{"_weight":1,"s":"a","id":2,"k":1,"ts":"2024-05-01T10:00:45Z"}
{"_weight":-1,"s":"a","id":1,"k":1,"ts":"2024-05-01T10:00:05Z"}
{"_weight":1,"s":"a","id":3,"k":1,"ts":"2024-05-01T10:01:05Z"}
{"_weight":-1,"s":"b","id":11,"k":1,"ts":"2024-05-01T10:00:25Z"}
{"_weight":1,"s":"b","id":12,"k":1,"ts":"2024-05-01T10:05:06Z"}
--- output
{"aid":2,"bid":11}
{"aid":3,"bid":null}
{"aid":null,"bid":12}
--- stderr
1 row late
