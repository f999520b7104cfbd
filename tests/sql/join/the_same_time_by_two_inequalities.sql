-- Two inequalities that leave only the same time of both sides are a time join: a row without a time takes no part.
WITH o AS (SELECT * FROM 'x.ndjson' WHERE kind = 'o'), p AS (SELECT * FROM 'x.ndjson' WHERE kind = 'p')
SELECT o.id AS oid, p.id AS pid FROM o LEFT JOIN p ON p.ts >= o.ts AND p.ts <= o.ts ORDER BY oid
--- input x.ndjson
{"kind":"o","id":1,"ts":"2024-05-01T10:00:00Z"}
{"kind":"o","id":2,"ts":null}
{"kind":"p","id":3,"ts":"2024-05-01T10:00:00.000Z"}
{"kind":"o","id":4,"ts":"2024-05-01T10:00:01Z"}
--- output
{"oid":1,"pid":3}
{"oid":4,"pid":null}
--- stderr
1 row with no event time
