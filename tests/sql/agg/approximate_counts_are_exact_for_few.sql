-- Few values are counted exactly.
SELECT approx_count_distinct(v) AS n FROM stdin
--- input
{"v":1}
{"v":2}
{"v":1}
--- output
{"n":2}
