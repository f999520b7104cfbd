-- DuckDB's aggregates of shape and of the first n.
SELECT round(skewness(v), 10) AS s, round(kurtosis(v), 10) AS k, round(kurtosis_pop(v), 10) AS kp, entropy(k) AS e,
    mad(v) AS mad, round(sem(v), 10) AS sem, round(geomean(v), 10) AS g, product(v) AS p, max(v, 2) AS top, min(v, 2) AS low,
    arg_max(k, v, 2) AS who, list(v) AS l, group_concat(k) AS gc, json_group_object(k, v) AS o, arbitrary(v) AS a
FROM stdin
--- input
{"k":"a","v":2}
{"k":"b","v":6}
{"k":"a","v":4}
{"k":"c","v":11}
--- output
{"s":1.0024075087,"k":0.9838644237,"kp":-1.0688180768,"e":1.5,"mad":2,"sem":1.67238602,"g":4.7935634539,"p":528,"top":[11,6],"low":[2,4],"who":["c","b"],"l":[2,6,4,11],"gc":"a,b,a,c","o":{"a":2,"b":6,"a":4,"c":11},"a":2}
