-- Fields and truncation, also before 1970.
SELECT date_trunc('hour', TIMESTAMP '1969-12-31T23:30:00Z') AS a, extract(year FROM TIMESTAMP '2026-05-06T07:08:09.5Z') AS b,
       extract(second FROM TIMESTAMP '2026-05-06T07:08:09.5Z') AS c, extract(dow FROM DATE '2026-11-22') AS d,
       date_trunc('week', TIMESTAMP '2026-11-22T10:00:00Z') AS e
--- output
{"a":"1969-12-31T23:00:00Z","b":2026,"c":9.5,"d":0,"e":"2026-11-16T00:00:00Z"}
