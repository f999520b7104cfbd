-- Days of a zone are cut at its own midnights, also on the day the clock changes.
SELECT TIMESTAMP '2026-03-29 00:30:00' AT TIME ZONE 'Europe/Berlin' AS before,
       TIMESTAMP '2026-03-29 01:30:00' AT TIME ZONE 'Europe/Berlin' AS after,
       date_trunc('day', TIMESTAMP '2026-03-29 12:00:00', 'Europe/Berlin') AS short_day,
       date_trunc('day', TIMESTAMP '2026-03-30 12:00:00', 'Europe/Berlin') AS next_day,
       date_trunc('hour', TIMESTAMP '2026-10-25 00:30:00', 'Europe/Berlin') AS first_two,
       date_trunc('hour', TIMESTAMP '2026-10-25 01:30:00', 'Europe/Berlin') AS second_two
--- output
{"before":"2026-03-29T01:30:00Z","after":"2026-03-29T03:30:00Z","short_day":"2026-03-28T23:00:00Z","next_day":"2026-03-29T22:00:00Z","first_two":"2026-10-25T00:00:00Z","second_two":"2026-10-25T01:00:00Z"}
