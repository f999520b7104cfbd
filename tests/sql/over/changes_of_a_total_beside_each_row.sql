-- With EMIT CHANGES a row whose total changes is replaced.
SELECT n, sum(n) OVER (PARTITION BY odd) AS total FROM (SELECT n, n % 2 = 1 AS odd FROM stdin) EMIT CHANGES
--- input
{"n":1}
{"n":2}
{"n":3}
--- output
{"_weight":1,"n":1,"total":1}
{"_weight":1,"n":2,"total":2}
{"_weight":-1,"n":1,"total":1}
{"_weight":1,"n":1,"total":4}
{"_weight":1,"n":3,"total":4}
