-- The fraction of a TIMESTAMP is only as long as it needs.
SELECT TIMESTAMP '2026-01-01' AS a, TIMESTAMP '2026-01-01 00:00:00.100' AS b, TIMESTAMP '2026-01-01 00:00:00.123456' AS c,
       INTERVAL '1 year 2 days 03:04:05' AS d, TIME '01:02:03' AS e
--- output
{"a":"2026-01-01T00:00:00Z","b":"2026-01-01T00:00:00.1Z","c":"2026-01-01T00:00:00.123456Z","d":"1 year 2 days 03:04:05","e":"01:02:03"}
