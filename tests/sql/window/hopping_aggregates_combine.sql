-- Aggregates of hopping windows are those of the rows in each window.
SELECT window_start AS s, max(v) AS hi, first(v) AS f, last(v) AS l, count(DISTINCT v) AS d FROM stdin GROUP BY HOP(ts, 5s, 10s)
--- input
{"ts":1700000001,"v":4}
{"ts":1700000004,"v":9}
{"ts":1700000007,"v":4}
--- output
{"s":1699999995,"hi":9,"f":4,"l":9,"d":2}
{"s":1700000000,"hi":9,"f":4,"l":4,"d":2}
{"s":1700000005,"hi":4,"f":4,"l":4,"d":1}
