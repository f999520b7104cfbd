-- A series longer than any array may be takes no more memory than a short one.
SELECT count(*) AS n, sum(g) AS s, min(g) AS lo, max(g) AS hi FROM generate_series(-2, 20000000, 5) AS t(g)
--- args
--max-memory=8MiB
--- output
{"n":4000001,"s":40000001999998,"lo":-2,"hi":19999998}
