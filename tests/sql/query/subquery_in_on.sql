-- A subquery in the ON of an inner join sees the rows of both sides.
SELECT s.id, b.w FROM stdin s JOIN b ON s.k = b.k AND b.w = (SELECT max(w) FROM b WHERE k < 'd') AND s.id IN (SELECT w FROM b)
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
{"id":2,"w":2}
--- quiet
