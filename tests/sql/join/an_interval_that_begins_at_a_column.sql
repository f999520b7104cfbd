-- The side with the column that ends the interval may stand to the right, and may be an outer one.
WITH a AS (SELECT * FROM stdin WHERE id < 10), b AS (SELECT * FROM stdin WHERE id > 10)
SELECT a.id AS aid, b.id AS bid FROM a FULL JOIN b ON a.k = b.k AND a.ts >= b.ts AND a.ts < b.until
--- args -e ts -w 0s
--- input
{"id":11,"k":1,"ts":"2024-05-01T10:00:00Z","until":"2024-05-01T10:00:05Z"}
{"id":1,"k":1,"ts":"2024-05-01T10:00:01Z"}
{"id":12,"k":2,"ts":"2024-05-01T10:00:03Z","until":"2024-05-01T10:00:06Z"}
{"id":2,"k":1,"ts":"2024-05-01T10:00:05Z"}
{"id":13,"k":1,"ts":"2024-05-01T10:00:08Z","until":"2024-05-01T10:00:20Z"}
{"id":3,"k":1,"ts":"2024-05-01T10:00:09Z"}
--- output
{"aid":1,"bid":11}
{"aid":2,"bid":null}
{"aid":null,"bid":12}
{"aid":3,"bid":13}
