-- GROUPING SETS groups by each of its sets.
SELECT k, l, sum(v) AS total FROM stdin GROUP BY GROUPING SETS ((k), (l), ())
--- input
{"k":"a","l":1,"v":2}
{"k":"b","l":1,"v":3}
--- output
{"k":"a","l":null,"total":2}
{"k":"b","l":null,"total":3}
{"k":null,"l":1,"total":5}
{"k":null,"l":null,"total":5}
