-- What WHERE and ON say of one side alone is a filter of that side, so that the join keeps fewer rows; an outer
-- join is asked only on the side that keeps its rows.
EXPLAIN SELECT a.k FROM stdin a JOIN stdin b ON a.k = b.k AND b.v > 1 WHERE a.v < 5 AND b.w = 2 AND a.v + b.v < 9;
EXPLAIN SELECT a.k FROM stdin a LEFT JOIN stdin b ON a.k = b.k AND b.v > 1 AND a.v > 0 WHERE a.v < 5 AND b.w = 2;
EXPLAIN SELECT a.k FROM stdin a JOIN stdin b ON a.k = b.k WHERE 1 / a.v > 1 AND b.w = 2;
EXPLAIN SELECT k FROM (SELECT a.k, a.v AS x, b.v AS y FROM stdin a LEFT JOIN stdin b ON a.k = b.k) WHERE x < 5 AND y IS NULL;
--- args -F raw
--- input
{"k":1,"v":1,"w":1}
--- output
project k  [append-only]
  join inner on (k) = (k) where v + v < 9; state: all rows of both inputs  [append-only]
    filter v < 5  [append-only]
      scan stdin  [append-only]
    filter w = 2 AND v > 1  [append-only]
      scan stdin  [append-only]
project k  [append-only]
  filter w = 2  [append-only]
    final rows  [append-only]
      join left on (k) = (k) where v > 0; state: all rows of both inputs  [changelog]
        filter v < 5  [append-only]
          scan stdin  [append-only]
        filter v > 1  [append-only]
          scan stdin  [append-only]
project k  [append-only]
  filter 1 / v > 1 AND w = 2  [append-only]
    join inner on (k) = (k); state: all rows of both inputs  [append-only]
      scan stdin  [append-only]
      scan stdin  [append-only]
project k  [append-only]
  project k, x, y  [append-only]
    filter v IS NULL  [append-only]
      final rows  [append-only]
        join left on (k) = (k); state: all rows of both inputs  [changelog]
          filter v < 5  [append-only]
            scan stdin  [append-only]
          scan stdin  [append-only]
