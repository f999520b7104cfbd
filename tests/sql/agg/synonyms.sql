-- Other names of the same aggregates.
SELECT countif(v > 1) AS a, mean(v) AS b, first_value(v) AS c, last_value(v) AS d, min_by(k, v) AS e, max_by(k, v) AS f, any_value(k) AS g,
       listagg(k, '/') AS h, stddev(v) AS i, stddev_samp(v) AS j, variance(v) AS l FROM stdin
--- input
{"k":"x","v":1}
{"k":"y","v":3}
{"k":"z","v":2}
{"k":"w","v":null}
--- output
{"a":2,"b":2,"c":1,"d":2,"e":"x","f":"y","g":"x","h":"x/y/z/w","i":1,"j":1,"l":1}
