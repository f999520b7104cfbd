-- count(*) counts rows, count(x) values, count(DISTINCT x) different ones.
SELECT count(*) AS a, count(v) AS b, count(DISTINCT v) AS c, count_if(v > 1) AS d FROM stdin
--- input
{"v":1}
{"v":2}
{"v":2}
{"v":null}
--- output
{"a":4,"b":3,"c":2,"d":2}
