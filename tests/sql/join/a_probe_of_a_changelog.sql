-- The rows of both sides of a probe join may be taken back.
WITH t AS (SELECT * FROM stdin WHERE kind = 't'), q AS (SELECT * FROM stdin WHERE kind = 'q')
SELECT t.id, p.offset_ms, q.price FROM t TEMPORAL PROBE JOIN q ON (k) TIMESTAMPS (ts, ts) LIST (-5s, 0s) AS p EMIT CHANGES
--- args -i changelog -e ts -w 10s
--- input
{"_weight":1,"kind":"q","k":"a","price":10,"ts":"2024-05-01T10:00:00Z"}
{"_weight":1,"kind":"t","id":1,"k":"a","ts":"2024-05-01T10:00:05Z"}
{"_weight":1,"kind":"q","k":"a","price":11,"ts":"2024-05-01T10:00:04Z"}
{"_weight":1,"kind":"t","id":2,"k":"a","ts":"2024-05-01T10:00:06Z"}
{"_weight":1,"kind":"q","k":"a","price":12,"ts":"2024-05-01T10:00:05Z"}
{"_weight":-1,"kind":"q","k":"a","price":12,"ts":"2024-05-01T10:00:05Z"}
{"_weight":-1,"kind":"t","id":2,"k":"a","ts":"2024-05-01T10:00:06Z"}
{"_weight":1,"kind":"q","k":"a","price":13,"ts":"2024-05-01T10:00:13Z"}
{"_weight":-1,"kind":"t","id":1,"k":"a","ts":"2024-05-01T10:00:05Z"}
--- output
{"_weight":1,"id":1,"offset_ms":-5000,"price":10}
{"_weight":-1,"id":1,"offset_ms":-5000,"price":10}
