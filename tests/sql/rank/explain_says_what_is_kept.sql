-- EXPLAIN says how far a ranking reaches and what bounds its state.
EXPLAIN SELECT n FROM stdin QUALIFY ROW_NUMBER() OVER (PARTITION BY k ORDER BY n DESC) <= 3 EMIT CHANGES
--- args -F raw
--- input
{"n":1,"k":2}
--- output
project n  [changelog]
  rank row_number 1 to 3 by (k) order (n desc) changes; state: the first 3 rows of each key  [changelog]
    scan stdin  [append-only]
