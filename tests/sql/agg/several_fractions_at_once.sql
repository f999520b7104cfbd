-- An array of fractions gives an array of answers, also where rows are taken back.
SELECT count(*) AS n, percentile_cont(ARRAY[0.25, 0.75]) WITHIN GROUP (ORDER BY v) AS c, quantile_disc(v, [0.5, 1]) AS d,
    quantile_cont(t::TIMESTAMP, [0, 0.5]) AS t
FROM stdin EMIT CHANGES
--- args -i changelog --changelog=op
--- input
{"_op":"+I","v":2,"t":"2026-01-01"}
{"_op":"+I","v":6,"t":"2026-01-03"}
{"_op":"+I","v":4,"t":null}
{"_op":"-D","v":6,"t":"2026-01-03"}
--- output
{"_op":"+I","n":1,"c":[2,2],"d":[2,2],"t":["2026-01-01T00:00:00Z","2026-01-01T00:00:00Z"]}
{"_op":"-U","n":1,"c":[2,2],"d":[2,2],"t":["2026-01-01T00:00:00Z","2026-01-01T00:00:00Z"]}
{"_op":"+U","n":2,"c":[3,5],"d":[2,6],"t":["2026-01-01T00:00:00Z","2026-01-02T00:00:00Z"]}
{"_op":"-U","n":2,"c":[3,5],"d":[2,6],"t":["2026-01-01T00:00:00Z","2026-01-02T00:00:00Z"]}
{"_op":"+U","n":3,"c":[3,5],"d":[4,6],"t":["2026-01-01T00:00:00Z","2026-01-02T00:00:00Z"]}
{"_op":"-U","n":3,"c":[3,5],"d":[4,6],"t":["2026-01-01T00:00:00Z","2026-01-02T00:00:00Z"]}
{"_op":"+U","n":2,"c":[2.5,3.5],"d":[2,4],"t":["2026-01-01T00:00:00Z","2026-01-01T00:00:00Z"]}
