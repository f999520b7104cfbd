-- Debezium's records are read as changes.
SELECT k, sum(v) AS s FROM stdin GROUP BY k
--- args -i debezium
--- input
{"before":null,"after":{"k":"a","v":1},"op":"c","ts_ms":1}
{"before":{"k":"a","v":1},"after":{"k":"a","v":5},"op":"u","ts_ms":2}
{"before":null,"after":{"k":"b","v":7},"op":"c","ts_ms":3}
{"before":{"k":"b","v":7},"after":null,"op":"d","ts_ms":4}
--- output
{"k":"a","s":5}
