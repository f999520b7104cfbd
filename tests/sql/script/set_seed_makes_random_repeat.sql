-- Without a seed the clock decides; with one each run gives the same numbers.
SET seed = 42;
SELECT round(random(), 6) AS a, round(random(), 6) AS b FROM (VALUES (1), (2)) AS t(x)
--- output
{"a":0.800566,"b":0.150737}
{"a":0.272917,"b":0.517799}
