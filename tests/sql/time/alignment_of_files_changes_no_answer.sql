-- Files are merged by event time; an alignment group does not change their order.
CREATE SOURCE a (v BIGINT, ts BIGINT, WATERMARK FOR ts) WITH (alignment.group = 'g', alignment.max_drift = '1s');
CREATE SOURCE b (v BIGINT, ts BIGINT, WATERMARK FOR ts) WITH (alignment.group = 'g', alignment.max_drift = '1s');
CREATE SOURCE c (v BIGINT, ts BIGINT, WATERMARK FOR ts) WITH (alignment.group = 'h', alignment.max_drift = '1s');
SELECT v FROM a UNION ALL SELECT v FROM b UNION ALL SELECT v FROM c
--- args -- a=a.ndjson b=b.ndjson c=c.ndjson
--- input a.ndjson
{"v":1,"ts":1700000000000}
{"v":4,"ts":1700000500000}
{"v":5,"ts":1700000501000}
--- input b.ndjson
{"v":2,"ts":1700000000000}
{"v":3,"ts":1700000499000}
{"v":8,"ts":1700009000000}
--- input c.ndjson
{"v":6,"ts":1700000600000}
{"v":7,"ts":1700008000000}
--- output
{"v":1}
{"v":2}
{"v":3}
{"v":4}
{"v":5}
{"v":6}
{"v":7}
{"v":8}
