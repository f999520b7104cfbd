-- A condition on now() about the declared event time takes rows back as the watermark passes; the view at the last
-- row stays.
CREATE SOURCE stdin (k VARCHAR, ts TIMESTAMP, WATERMARK FOR ts);
SELECT k, count(*) AS n FROM stdin WHERE ts > now() - INTERVAL '10' MINUTE AND k <> 'x' GROUP BY k EMIT CHANGES
--- input
{"k":"a","ts":"2024-01-01T00:00:00Z"}
{"k":"b","ts":"2024-01-01T00:05:00Z"}
{"k":"a","ts":"2024-01-01T00:09:59Z"}
{"k":"x","ts":"2024-01-01T00:10:00Z"}
{"k":"a","ts":"2024-01-01T00:00:01Z"}
{"k":"d","ts":"2024-01-01T00:15:00Z"}
--- output
{"_weight":1,"k":"a","n":1}
{"_weight":1,"k":"b","n":1}
{"_weight":-1,"k":"a","n":1}
{"_weight":1,"k":"a","n":2}
{"_weight":-1,"k":"a","n":2}
{"_weight":1,"k":"a","n":1}
{"_weight":-1,"k":"a","n":1}
{"_weight":1,"k":"a","n":2}
{"_weight":1,"k":"d","n":1}
{"_weight":-1,"k":"a","n":2}
{"_weight":1,"k":"a","n":1}
{"_weight":-1,"k":"b","n":1}
