-- The drift of an alignment group is a duration.
CREATE SOURCE a (v BIGINT, ts BIGINT, WATERMARK FOR ts) WITH (alignment.group = 'g', alignment.max_drift = '5');
SELECT v FROM a
--- args -- a=a.ndjson
--- input a.ndjson
{"v":1}
--- stderr
LDB-1203: alignment.max_drift is a duration with a unit, like '5 MINUTES'
--- exit 3
