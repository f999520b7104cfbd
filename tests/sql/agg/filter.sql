-- FILTER chooses the rows of one aggregate.
SELECT count(*) FILTER (WHERE v > 1) AS a, sum(v) FILTER (WHERE k = 'x') AS b FROM stdin
--- input
{"k":"x","v":1}
{"k":"x","v":2}
{"k":"y","v":3}
--- output
{"a":2,"b":3}
