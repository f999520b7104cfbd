-- FORMAT PLAIN ENCODE JSON is ndjson; at is a name like any other.
CREATE SOURCE s (at TIMESTAMP, k VARCHAR, WATERMARK FOR at AS at - 5s) WITH (connector = 'file', path = 's.json') FORMAT PLAIN ENCODE JSON;
SELECT k, at FROM s; EXPLAIN (SQL) CREATE SOURCE s FROM 's.json' FORMAT PLAIN ENCODE CSV (header = 'false');
--- input s.json
{"k":"a","at":"2024-01-01T00:00:00Z"}
--- output
{"k":"a","at":"2024-01-01T00:00:00Z"}
{"plan":"CREATE SOURCE s FROM FILE (path = 's.json') FORMAT CSV WITH (header = 'false')"}
--- quiet
