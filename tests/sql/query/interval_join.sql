-- Two files are joined by key and time.
SELECT a.id, b.pay FROM 'a.ndjson' a JOIN 'b.ndjson' b ON a.id = b.id AND b.ts BETWEEN a.ts AND a.ts + INTERVAL '10' SECOND
--- input a.ndjson
{"id":1,"ts":"2026-01-01T00:00:00Z"}
{"id":2,"ts":"2026-01-01T00:00:05Z"}
--- input b.ndjson
{"id":1,"ts":"2026-01-01T00:00:10Z","pay":5}
{"id":2,"ts":"2026-01-01T00:00:16Z","pay":7}
--- output
{"id":1,"pay":5}
