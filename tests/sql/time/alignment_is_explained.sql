-- EXPLAIN says which group a source waits for.
CREATE SOURCE a (v BIGINT, ts BIGINT, WATERMARK FOR ts) WITH (alignment.group = 'g', alignment.max_drift = '90s');
EXPLAIN SELECT v FROM a
--- args --format=raw -- a=a.ndjson
--- input a.ndjson
{"v":1,"ts":1700000000000}
--- output
project v  [append-only]
  scan a, aligned in group g to 00:01:30  [append-only]
