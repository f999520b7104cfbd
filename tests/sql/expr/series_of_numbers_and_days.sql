-- Series of DECIMAL are exact, a bare number in INTERVAL is seconds, date() is the day, YYYY takes a year as it is.
SELECT g, INTERVAL '30' AS i, date(TIMESTAMP '2024-01-01 10:00:00') AS d, to_date('44-02-01', 'YYYY-MM-DD') AS y,
    to_date('44-02-01', 'YY-MM-DD') AS yy
FROM generate_series(0.1, 0.3, 0.1) AS t(g)
--- output
{"g":0.1,"i":"00:00:30","d":"2024-01-01","y":"0044-02-01","yy":"2044-02-01"}
{"g":0.2,"i":"00:00:30","d":"2024-01-01","y":"0044-02-01","yy":"2044-02-01"}
{"g":0.3,"i":"00:00:30","d":"2024-01-01","y":"0044-02-01","yy":"2044-02-01"}
