-- The primary key of a changing source is the key of its upserts.
CREATE SOURCE c (id BIGINT, v BIGINT, PRIMARY KEY (id)) FROM FILE (path = 'c.ndjson') FORMAT DEBEZIUM;
SELECT id, v * 2 AS w FROM c
--- args --changelog=upsert
--- input c.ndjson
{"before":null,"after":{"id":1,"v":5},"op":"c"}
{"before":{"id":1,"v":5},"after":{"id":1,"v":6},"op":"u"}
{"before":{"id":1,"v":6},"after":null,"op":"d"}
--- output
{"_op":"U","id":1,"w":10}
{"_op":"U","id":1,"w":12}
{"_op":"D","id":1,"w":12}
