-- LIMIT in a correlated subquery counts the rows of each outer row.
SELECT id, (SELECT w FROM b WHERE b.k = s.k ORDER BY w DESC LIMIT 1) w, s.k = (SELECT k FROM b WHERE b.k = s.k LIMIT 1) e FROM stdin s
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
{"k":"a","w":4}
--- output
{"id":1,"w":4,"e":true}
{"id":2,"w":2,"e":true}
{"id":3,"w":4,"e":true}
{"id":4,"w":null,"e":null}
--- quiet
