-- An ASOF join over a changelog: a quote that is taken back before the watermark passes it was never there, nor was a trade.
WITH t AS (SELECT * FROM stdin WHERE kind = 't'), q AS (SELECT * FROM stdin WHERE kind = 'q')
SELECT t.id AS tid, q.price AS price FROM t ASOF LEFT JOIN q ON t.k = q.k AND t.ts >= q.ts EMIT CHANGES
--- args -i changelog -e ts -w 5s
--- input
{"_weight":1,"kind":"q","k":"a","price":10,"ts":"2024-05-01T10:00:00Z"}
{"_weight":1,"kind":"q","k":"a","price":11,"ts":"2024-05-01T10:00:04Z"}
{"_weight":1,"kind":"t","id":1,"k":"a","ts":"2024-05-01T10:00:05Z"}
{"_weight":1,"kind":"t","id":2,"k":"a","ts":"2024-05-01T10:00:06Z"}
{"_weight":-1,"kind":"q","k":"a","price":11,"ts":"2024-05-01T10:00:04Z"}
{"_weight":-1,"kind":"t","id":2,"k":"a","ts":"2024-05-01T10:00:06Z"}
{"_weight":1,"kind":"q","k":"b","price":20,"ts":"2024-05-01T10:00:12Z"}
{"_weight":1,"kind":"q","k":"a","price":12,"ts":"2024-05-01T10:00:30Z"}
{"_weight":-1,"kind":"q","k":"a","price":10,"ts":"2024-05-01T10:00:00Z"}
{"_weight":1,"kind":"t","id":3,"k":"b","ts":"2024-05-01T10:00:31Z"}
--- output
{"_weight":1,"tid":1,"price":10}
{"_weight":1,"tid":3,"price":20}
--- stderr
1 row late
