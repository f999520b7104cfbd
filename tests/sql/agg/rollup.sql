-- ROLLUP adds the totals.
SELECT a, b, sum(v) AS s FROM stdin GROUP BY ROLLUP (a, b) ORDER BY a, b
--- input
{"a":"x","b":"p","v":1}
{"a":"x","b":"q","v":2}
--- output
{"a":"x","b":"p","s":1}
{"a":"x","b":"q","s":2}
{"a":"x","b":null,"s":3}
{"a":null,"b":null,"s":3}
