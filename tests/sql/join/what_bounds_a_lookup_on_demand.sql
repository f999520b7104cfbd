-- EXPLAIN says how much a lookup on demand keeps, and for how long.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand', cache.max_rows = 500, cache.ttl = '90 seconds');
EXPLAIN SELECT s.x, n.n FROM stdin s JOIN names n ON s.k = n.k WHERE s.x > 3;
EXPLAIN SELECT s.x, n.n FROM stdin s JOIN names n ON s.k = n.k AND n.v > s.x
--- args -F raw
--- input
--- input names.csv
k,n,v
--- output
project x, n  [append-only]
  join inner on (k) = (k), on demand; state: a cache of at most 500 rows for 00:01:30  [append-only]
    filter x > 3  [append-only]
      scan stdin  [append-only]
    scan names  [append-only]
project x, n  [append-only]
  join inner on (k) = (k) where v > x, on demand; state: a cache of at most 500 rows for 00:01:30  [append-only]
    scan stdin  [append-only]
    scan names  [append-only]
