-- A group without a drift says nothing.
CREATE SOURCE a (v BIGINT, ts BIGINT, WATERMARK FOR ts) WITH (alignment.group = 'g');
SELECT v FROM a
--- args -- a=a.ndjson
--- input a.ndjson
{"v":1}
--- stderr
LDB-0002: alignment.group and alignment.max_drift belong together
--- exit 2
