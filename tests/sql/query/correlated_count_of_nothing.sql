-- A correlated count of no rows is 0, as is that of EXISTS over an aggregate true.
SELECT id, (SELECT count(*) FROM b WHERE b.k = s.k) n, EXISTS (SELECT count(*) FROM b WHERE b.k = s.k) e FROM stdin s
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
{"id":1,"n":1,"e":true}
{"id":2,"n":1,"e":true}
{"id":3,"n":1,"e":true}
{"id":4,"n":0,"e":true}
--- quiet
