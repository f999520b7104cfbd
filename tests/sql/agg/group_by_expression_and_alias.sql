-- Groups may be by an expression, by its alias or its position.
SELECT v % 2 AS odd, count(*) AS n FROM stdin GROUP BY odd
--- input
{"v":1}
{"v":2}
{"v":3}
--- output
{"odd":1,"n":2}
{"odd":0,"n":1}
