-- A subquery in HAVING, in the SELECT list above groups and in ORDER BY stands over the groups.
SELECT s.k, count(*) n, (SELECT w FROM b WHERE b.k = s.k) w, (SELECT max(w) FROM b) m FROM stdin s
GROUP BY s.k HAVING count(*) >= (SELECT min(w) FROM b) AND EXISTS (SELECT 1 FROM b WHERE b.k = s.k) ORDER BY (SELECT -max(w) FROM b WHERE b.k = s.k)
--- args -- b=b.ndjson -
--- input
{"id":1,"k":"a","v":10}
{"id":2,"k":"b","v":20}
{"id":3,"k":"a","v":30}
{"id":4,"k":"c","v":null}
--- input b.ndjson
{"k":"a","w":1}
{"k":"b","w":2}
{"k":"d","w":3}
--- output
{"k":"b","n":1,"w":2,"m":3}
{"k":"a","n":2,"w":1,"m":3}
--- quiet
