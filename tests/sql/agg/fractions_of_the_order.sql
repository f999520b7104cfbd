-- Percentiles between two values and at one, by their several names.
SELECT percentile_cont(0.25) WITHIN GROUP (ORDER BY v) AS a, quantile_cont(v, 0.25) AS b, quantile_disc(v, 0.25) AS c, p50(v) AS d, p90(v) AS e,
       approx_percentile(v, 0.5) AS f, approx_quantile(v, 0.5) AS g, topk(v, 2) AS h, median(v) AS i FROM stdin
--- input
{"v":40}
{"v":10}
{"v":null}
{"v":30}
{"v":20}
--- output
{"a":17.5,"b":17.5,"c":10,"d":25,"e":37,"f":25,"g":25,"h":[40,30],"i":25}
