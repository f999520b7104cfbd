-- Who is ahead is told by event time only.
CREATE SOURCE a (v BIGINT) WITH (alignment.group = 'g', alignment.max_drift = '5s');
SELECT v FROM a
--- args -- a=a.ndjson
--- input a.ndjson
{"v":1}
--- stderr
LDB-2001: alignment.group of "a" needs an event time: WATERMARK FOR
--- exit 3
