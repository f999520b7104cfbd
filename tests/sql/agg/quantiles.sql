-- Quantiles are continuous and exact.
SELECT median(v) AS a, quantile(v, 0.25) AS b, p90(v) AS c, percentile_disc(0.5) WITHIN GROUP (ORDER BY v) AS d FROM stdin
--- input
{"v":4}
{"v":1}
{"v":3}
{"v":2}
--- output
{"a":2.5,"b":1.75,"c":3.7,"d":2}
