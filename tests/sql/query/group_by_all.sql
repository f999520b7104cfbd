-- GROUP BY ALL groups by what is not aggregated.
SELECT a, b, count(*) AS n FROM stdin GROUP BY ALL
--- input
{"a":1,"b":2}
{"a":1,"b":2}
{"a":1,"b":3}
--- output
{"a":1,"b":2,"n":2}
{"a":1,"b":3,"n":1}
