-- Sums, means and medians of intervals and times follow the rows, also when rows are taken back.
SELECT count(*) AS n, sum(d) AS total, avg(d) AS mean, median(d) AS middle, avg(t) AS time, quantile(t, 0.75) AS q
FROM (SELECT g::INTERVAL AS d, t::TIMESTAMP AS t FROM stdin) EMIT CHANGES
--- args -i changelog --changelog=op
--- input
{"_op":"+I","g":"1 month 2 days","t":"2026-01-01"}
{"_op":"+I","g":"3 hours","t":"2026-01-03"}
{"_op":"+I","g":"-5 hours","t":"2026-01-02"}
{"_op":"-D","g":"1 month 2 days","t":"2026-01-01"}
--- output
{"_op":"+I","n":1,"total":"1 mon 2 days","mean":"1 mon 2 days","middle":"1 mon 2 days","time":"2026-01-01T00:00:00Z","q":"2026-01-01T00:00:00Z"}
{"_op":"-U","n":1,"total":"1 mon 2 days","mean":"1 mon 2 days","middle":"1 mon 2 days","time":"2026-01-01T00:00:00Z","q":"2026-01-01T00:00:00Z"}
{"_op":"+U","n":2,"total":"1 mon 2 days 03:00:00","mean":"16 days 01:30:00","middle":"16 days 01:30:00","time":"2026-01-02T00:00:00Z","q":"2026-01-02T12:00:00Z"}
{"_op":"-U","n":2,"total":"1 mon 2 days 03:00:00","mean":"16 days 01:30:00","middle":"16 days 01:30:00","time":"2026-01-02T00:00:00Z","q":"2026-01-02T12:00:00Z"}
{"_op":"+U","n":3,"total":"1 mon 2 days -02:00:00","mean":"10 days 15:20:00","middle":"03:00:00","time":"2026-01-02T00:00:00Z","q":"2026-01-02T12:00:00Z"}
{"_op":"-U","n":3,"total":"1 mon 2 days -02:00:00","mean":"10 days 15:20:00","middle":"03:00:00","time":"2026-01-02T00:00:00Z","q":"2026-01-02T12:00:00Z"}
{"_op":"+U","n":2,"total":"-02:00:00","mean":"-01:00:00","middle":"-01:00:00","time":"2026-01-02T12:00:00Z","q":"2026-01-02T18:00:00Z"}
