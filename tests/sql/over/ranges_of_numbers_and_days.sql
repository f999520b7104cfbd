-- RANGE by a number reaches keys, not rows; days are 24 hours; a NULL key has only its own peers.
SELECT n, COUNT(*) OVER (ORDER BY size RANGE BETWEEN 5 PRECEDING AND 5 FOLLOWING) AS near,
  COUNT(*) OVER (ORDER BY size DESC RANGE BETWEEN 10 PRECEDING AND CURRENT ROW) AS above
FROM 'parts.csv' ORDER BY n
--- input parts.csv
n,size
1,10
2,15
3,16
4,
5,30
6,21
7,
--- output
{"n":1,"near":2,"above":3}
{"n":2,"near":3,"above":3}
{"n":3,"near":3,"above":2}
{"n":4,"near":2,"above":2}
{"n":5,"near":1,"above":1}
{"n":6,"near":2,"above":2}
{"n":7,"near":2,"above":2}
