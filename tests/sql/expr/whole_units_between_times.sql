-- DuckDB's whole units between times and its intervals of n units.
SELECT date_sub('month', DATE '2026-01-31', DATE '2026-02-28') AS a, date_sub('month', DATE '2026-02-28', DATE '2026-01-31') AS b,
    datesub('year', DATE '2024-02-29', DATE '2025-02-28') AS c, datediff('month', DATE '2026-01-31', DATE '2026-02-01') AS d,
    date_sub('day', TIMESTAMP '2026-01-31 23:00:00', TIMESTAMP '2026-01-30 23:30:00') AS e,
    to_days(n) + to_hours(n) AS f, yearweek(DATE '2027-01-01') AS g, weekday(DATE '2026-08-10') AS h, date_add(DATE '2026-01-31', to_months(n)) AS i
FROM stdin
--- input
{"n":1}
{"n":-2.5}
--- output
{"a":1,"b":-1,"c":1,"d":1,"e":0,"f":"1 day 01:00:00","g":202653,"h":1,"i":"2026-02-28T00:00:00Z"}
{"a":1,"b":-1,"c":1,"d":1,"e":0,"f":"-2 days -14:30:00","g":202653,"h":1,"i":"2025-11-15T00:00:00Z"}
