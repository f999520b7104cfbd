-- Without EMIT an aggregate without a window answers at the end, groups by arrival.
SELECT k, count(*) AS n, sum(v) AS s FROM stdin GROUP BY k
--- input
{"k":"z","v":1}
{"k":"a","v":2}
{"k":"z","v":4}
--- output
{"k":"z","n":2,"s":5}
{"k":"a","n":1,"s":2}
--- quiet
