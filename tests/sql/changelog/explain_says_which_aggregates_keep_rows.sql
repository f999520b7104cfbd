-- EXPLAIN says which aggregates keep their rows because they cannot take one back cheaply.
EXPLAIN SELECT n, sum(n) AS s, max(k) AS m FROM (SELECT k, count(*) AS n FROM stdin GROUP BY k) AS t GROUP BY n EMIT CHANGES
--- args -i csv -F raw
--- input
k
a
--- output
project n, s, m  [changelog]
  group by (n) give (sum(n), max(k) keeping its rows) changes; state: one row for each key  [changelog]
    project k, n  [changelog]
      group by (k) give (count(*)) changes; state: one row for each key  [changelog]
        scan stdin  [append-only]
