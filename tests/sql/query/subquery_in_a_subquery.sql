-- A subquery may be compared with another one.
SELECT id, (SELECT max(w) FROM b) IN (SELECT w FROM b) a, id + (SELECT min(w) FROM b) = ANY (SELECT w * 2 FROM b) n FROM stdin
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
{"id":1,"a":true,"n":true}
{"id":2,"a":true,"n":false}
{"id":3,"a":true,"n":true}
{"id":4,"a":true,"n":false}
--- quiet
