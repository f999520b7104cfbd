-- A tombstone behind a delete is no record; a truncate cannot be followed and is refused.
SELECT id FROM stdin
--- args -i debezium --changelog=op
--- input
{"before":null,"after":{"id":1},"op":"c","ts_ms":1}
{"before":{"id":1},"after":null,"op":"d","ts_ms":2}
null
{"schema":null,"payload":null}
{"before":null,"after":null,"op":"t","ts_ms":3}
{"payload":{"before":null,"after":{"id":2},"op":"r","ts_ms":4}}
--- output
{"_op":"+I","id":1}
{"_op":"-D","id":1}
{"_op":"+I","id":2}
--- stderr
LDB-4002: stdin:5: a truncate does not say which rows it takes away
1 row malformed
