-- Intervals add by calendar; differences are intervals.
SELECT TIMESTAMP '2026-01-31T00:00:00Z' + INTERVAL '1 month' AS a,
       TIMESTAMP '2024-02-29T12:00:00Z' - INTERVAL '1 year' AS b,
       TIMESTAMP '2026-01-02T00:00:00Z' - TIMESTAMP '2026-01-01T23:00:00Z' AS c,
       DATE '2026-03-01' - 1 AS d
--- output
{"a":"2026-02-28T00:00:00Z","b":"2023-02-28T12:00:00Z","c":"01:00:00","d":"2026-02-28"}
