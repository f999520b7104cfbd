-- WINDOW HOPPING (SIZE .., ADVANCE BY ..) is a hop.
SELECT window_start AS s, count(*) AS n FROM stdin WINDOW HOPPING (SIZE 10 SECONDS, ADVANCE BY 5 SECONDS) GROUP BY 1
--- args -e ts
--- input
{"ts":1700000001}
--- output
{"s":1699999995,"n":1}
{"s":1700000000,"n":1}
