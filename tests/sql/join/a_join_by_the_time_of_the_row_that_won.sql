-- A further join may go by the time of a quote that won long ago: it is not late, though the watermark has passed it.
WITH t AS (SELECT * FROM stdin WHERE s = 't'), q AS (SELECT * FROM stdin WHERE s = 'q'), n AS (SELECT * FROM stdin WHERE s = 'n')
SELECT t.id AS tid, q.id AS qid, n.id AS nid FROM t ASOF JOIN q ON t.k = q.k AND t.ts >= q.ts
JOIN n ON n.k = q.k AND n.ts BETWEEN q.ts AND q.ts + INTERVAL '20' SECOND
--- args -e ts -w 0s
--- input
{"s":"q","id":10,"k":1,"ts":"2024-05-01T10:00:01Z"}
{"s":"n","id":20,"k":1,"ts":"2024-05-01T10:00:02Z"}
{"s":"t","id":1,"k":1,"ts":"2024-05-01T10:00:45Z"}
{"s":"q","id":11,"k":1,"ts":"2024-05-01T10:00:46Z"}
{"s":"n","id":21,"k":1,"ts":"2024-05-01T10:00:57Z"}
{"s":"t","id":2,"k":1,"ts":"2024-05-01T10:01:45Z"}
--- output
{"tid":1,"qid":10,"nid":20}
{"tid":2,"qid":11,"nid":21}
