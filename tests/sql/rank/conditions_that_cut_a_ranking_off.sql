-- Whatever its words, what bounds a rank from above bounds what is kept; what says more stays a filter.
EXPLAIN SELECT a.id FROM (SELECT id, rank() OVER (PARTITION BY k ORDER BY v) AS r FROM stdin) a WHERE 2 + r < 5 AND NOT (r > 9 OR id = 1) EMIT CHANGES;
EXPLAIN SELECT id FROM (SELECT id, row_number() OVER (ORDER BY v) AS r FROM stdin) WHERE r IN (2, 1) OR r = 3 EMIT CHANGES;
EXPLAIN SELECT id FROM (SELECT id, row_number() OVER (ORDER BY v) AS r FROM stdin) WHERE r IN (4, 1) EMIT CHANGES;
EXPLAIN SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY k ORDER BY v) AS r FROM stdin) WHERE (r < 1.5) IS TRUE EMIT CHANGES;
EXPLAIN SELECT id FROM (SELECT id, row_number() OVER (ORDER BY v) AS r FROM stdin) WHERE r < 3 OR id = 7 EMIT CHANGES
--- args --format=raw
--- input
{"id":1,"k":"a","v":1}
--- output
project id  [changelog]
  filter NOT (r > 9 OR id = 1)  [changelog]
    project id, r  [changelog]
      rank rank 1 to 2 by (k) order (v) changes; state: the first 2 ranks of each key  [changelog]
        scan stdin  [append-only]
project id  [changelog]
  project id, r  [changelog]
    rank row_number 1 to 3 by () order (v) changes; state: the first 3 rows  [changelog]
      scan stdin  [append-only]
project id  [changelog]
  filter r IN (4, 1)  [changelog]
    project id, r  [changelog]
      rank row_number 1 to 4 by () order (v) changes; state: the first 4 rows  [changelog]
        scan stdin  [append-only]
project id  [changelog]
  project id, r  [changelog]
    rank row_number 1 to 1 by (k) order (v) changes; state: the first row of each key  [changelog]
      scan stdin  [append-only]
project id  [changelog]
  filter r < 3 OR id = 7  [changelog]
    project id, r  [changelog]
      rank row_number by () order (v) changes; state: all rows  [changelog]
        scan stdin  [append-only]
