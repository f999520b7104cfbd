-- Calendar fields of leap days, year ends, and the week that spans two years.
SELECT quarter(t) AS q, dayofweek(t) AS dow, isodow(t) AS isodow, dayofyear(t) AS doy, dayname(t) AS day, monthname(t) AS month,
       last_day(t) AS last, date_part('week', t) AS week FROM (SELECT t::TIMESTAMP AS t FROM stdin)
--- input
{"t":"2024-02-29T23:59:59Z"}
{"t":"2023-12-31T00:00:00Z"}
{"t":"2025-12-29T12:00:00Z"}
{"t":null}
--- output
{"q":1,"dow":4,"isodow":4,"doy":60,"day":"Thursday","month":"February","last":"2024-02-29","week":9}
{"q":4,"dow":0,"isodow":7,"doy":365,"day":"Sunday","month":"December","last":"2023-12-31","week":52}
{"q":4,"dow":1,"isodow":1,"doy":363,"day":"Monday","month":"December","last":"2025-12-31","week":1}
{"q":null,"dow":null,"isodow":null,"doy":null,"day":null,"month":null,"last":null,"week":null}
