-- Intervals are summed over frames; what leaves a frame is taken back.
SELECT i, sum(g) OVER w AS total, avg(g) OVER w AS mean, product(i) OVER w AS product
FROM (SELECT ts::TIMESTAMP AS ts, i, g::INTERVAL AS g FROM stdin)
WINDOW w AS (ORDER BY ts ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
--- input
{"ts":"2026-01-01 00:00:00","i":2,"g":"1 day"}
{"ts":"2026-01-01 00:00:01","i":0,"g":"90 minutes"}
{"ts":"2026-01-01 00:00:02","i":5,"g":"1 mon"}
{"ts":"2026-01-01 00:00:03","i":7,"g":null}
--- output
{"i":2,"total":"1 day","mean":"1 day","product":2}
{"i":0,"total":"1 day 01:30:00","mean":"12:45:00","product":0}
{"i":5,"total":"1 mon 01:30:00","mean":"15 days 00:45:00","product":0}
{"i":7,"total":"1 mon","mean":"1 mon","product":35}
