-- AT TIME ZONE gives the wall clock of a zone, with its summer time.
SELECT TIMESTAMP '2026-07-01T12:00:00Z' AT TIME ZONE 'Europe/Berlin' AS a,
       TIMESTAMP '2026-01-01T12:00:00Z' AT TIME ZONE 'America/New_York' AS b,
       TIMESTAMP '2026-01-01T12:00:00+05:30' AS c
--- output
{"a":"2026-07-01T14:00:00Z","b":"2026-01-01T07:00:00Z","c":"2026-01-01T06:30:00Z"}
