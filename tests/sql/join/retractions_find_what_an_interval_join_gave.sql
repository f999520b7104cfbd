-- A row that is taken back takes back its pairs while it is not late, and a partner that is lost leaves a left row alone.
WITH o AS (SELECT * FROM stdin WHERE kind = 'o'), p AS (SELECT * FROM stdin WHERE kind = 'p')
SELECT o.id AS oid, p.id AS pid FROM o LEFT JOIN p ON o.k = p.k AND p.ts BETWEEN o.ts AND o.ts + INTERVAL '10' SECOND EMIT CHANGES
--- args -i changelog -e ts -w 5s
--- input
{"_weight":1,"kind":"o","id":1,"k":"a","ts":"2024-05-01T10:00:00Z"}
{"_weight":1,"kind":"o","id":2,"k":"b","ts":"2024-05-01T10:00:01Z"}
{"_weight":1,"kind":"p","id":11,"k":"a","ts":"2024-05-01T10:00:02Z"}
{"_weight":1,"kind":"p","id":12,"k":"b","ts":"2024-05-01T10:00:03Z"}
{"_weight":-1,"kind":"p","id":11,"k":"a","ts":"2024-05-01T10:00:02Z"}
{"_weight":1,"kind":"o","id":9,"k":"z","ts":"2024-05-01T10:01:00Z"}
{"_weight":1,"kind":"p","id":13,"k":"z","ts":"2024-05-01T10:01:05Z"}
{"_weight":-1,"kind":"p","id":12,"k":"b","ts":"2024-05-01T10:00:03Z"}
{"_weight":-1,"kind":"o","id":9,"k":"z","ts":"2024-05-01T10:01:00Z"}
--- output
{"_weight":1,"oid":1,"pid":11}
{"_weight":1,"oid":2,"pid":12}
{"_weight":-1,"oid":1,"pid":11}
{"_weight":1,"oid":1,"pid":null}
{"_weight":1,"oid":9,"pid":13}
{"_weight":-1,"oid":9,"pid":13}
--- stderr
1 row late
