-- ksqlDB's WINDOWSTART and WINDOWEND are the bounds of the window.
SELECT k, WINDOWSTART, WINDOWEND AS e, count(*) AS n FROM stdin WINDOW TUMBLING (SIZE 2 MINUTES) GROUP BY k HAVING WINDOWEND IS NOT NULL
--- args -e ts
--- input
{"k":"a","ts":"2024-01-01T00:00:10Z"}
{"k":"b","ts":"2024-01-01T00:00:50Z"}
{"k":"a","ts":"2024-01-01T00:01:20Z"}
--- output
{"k":"a","WINDOWSTART":"2024-01-01T00:00:00Z","e":"2024-01-01T00:02:00Z","n":2}
{"k":"b","WINDOWSTART":"2024-01-01T00:00:00Z","e":"2024-01-01T00:02:00Z","n":1}
--- quiet
