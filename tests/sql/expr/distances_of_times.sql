-- Buckets, boundaries crossed, and ages in calendar units.
SELECT date_bin(INTERVAL '15 minutes', t, TIMESTAMP '2024-01-01') AS bin, time_bucket(INTERVAL '1 day', t) AS bucket,
       date_diff('month', TIMESTAMP '2024-01-31', t) AS months, age(t, TIMESTAMP '2022-10-05 06:00:00') AS age,
       t AT TIME ZONE 'America/New_York' AS zone FROM (SELECT t::TIMESTAMP AS t FROM stdin)
--- input
{"t":"2024-03-10T06:59:59Z"}
{"t":"2024-03-10T07:00:00Z"}
{"t":"2023-12-31T23:44:59.999Z"}
--- output
{"bin":"2024-03-10T06:45:00Z","bucket":"2024-03-10T00:00:00Z","months":2,"age":"1 year 5 mons 5 days 00:59:59","zone":"2024-03-10T01:59:59Z"}
{"bin":"2024-03-10T07:00:00Z","bucket":"2024-03-10T00:00:00Z","months":2,"age":"1 year 5 mons 5 days 01:00:00","zone":"2024-03-10T03:00:00Z"}
{"bin":"2023-12-31T23:30:00Z","bucket":"2023-12-31T00:00:00Z","months":-1,"age":"1 year 2 mons 26 days 17:44:59.999","zone":"2023-12-31T18:44:59.999Z"}
