-- A correlated aggregate has its value of no rows where nothing meets it: counts are 0, also inside an expression.
SELECT id, (SELECT count(*) FROM b WHERE b.k = a.k) AS n, (SELECT 10 - count(DISTINCT b.v) FROM b WHERE b.k = a.k) AS d,
       (SELECT sum(b.v) FROM b WHERE b.k = a.k) AS s, (SELECT coalesce(sum(b.v), -1) FROM b WHERE b.k = a.k) AS c,
       (SELECT count(*) FROM b WHERE b.k = a.k HAVING count(*) < 2) AS h
FROM a WHERE (SELECT count(*) FROM b WHERE b.k = a.k AND b.v > 1) < 2 AND 0 + 3 * id NOT IN (SELECT count(*) + 12 FROM b WHERE b.k = a.k)
--- args -- a=a.ndjson b=b.ndjson
--- input a.ndjson
{"id":1,"k":1}
{"id":2,"k":2}
{"id":3,"k":3}
{"id":4,"k":null}
--- input b.ndjson
{"k":1,"v":4}
{"k":2,"v":1}
{"k":2,"v":2}
{"k":null,"v":9}
--- output
{"id":1,"n":1,"d":9,"s":4,"c":4,"h":1}
{"id":2,"n":2,"d":8,"s":3,"c":3,"h":null}
{"id":3,"n":0,"d":10,"s":null,"c":-1,"h":0}
