-- (w ORDER BY ..) takes over the PARTITION BY of w, and w may itself add to a window before it.
SELECT id, sum(v) OVER (by_k ORDER BY id) AS s, count(*) OVER (ordered ROWS 1 PRECEDING) AS n,
       max(v) OVER all_k AS m, row_number() OVER (ordered) AS r
FROM stdin WINDOW by_k AS (PARTITION BY k), ordered AS (by_k ORDER BY id), all_k AS (by_k) ORDER BY id
--- input
{"id":1,"k":"a","v":3}
{"id":2,"k":"b","v":5}
{"id":3,"k":"a","v":4}
{"id":4,"k":"a","v":1}
--- output
{"id":1,"s":3,"n":1,"m":4,"r":1}
{"id":2,"s":5,"n":1,"m":5,"r":1}
{"id":3,"s":7,"n":2,"m":4,"r":2}
{"id":4,"s":8,"n":2,"m":4,"r":3}
