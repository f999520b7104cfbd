-- A LATERAL subquery sees the row before it; its LIMIT is for each such row.
SELECT * FROM stdin s LEFT JOIN LATERAL (SELECT b.w, b.w * 10 AS t FROM b WHERE b.k = s.k AND b.w < 9 ORDER BY b.w DESC LIMIT 1) x ON true
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
{"id":1,"k":"a","v":10,"w":4,"t":40}
{"id":2,"k":"b","v":20,"w":2,"t":20}
{"id":3,"k":"a","v":30,"w":4,"t":40}
{"id":4,"k":"c","v":null,"w":null,"t":null}
--- quiet
