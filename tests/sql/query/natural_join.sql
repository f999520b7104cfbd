-- NATURAL JOIN is USING all columns that both sides have.
SELECT * FROM stdin NATURAL LEFT JOIN b
--- args --schema 'id BIGINT, k VARCHAR, v BIGINT' -- b=b.ndjson -
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
{"id":1,"k":"a","v":10,"w":1}
{"id":2,"k":"b","v":20,"w":2}
{"id":3,"k":"a","v":30,"w":1}
{"id":4,"k":"c","v":null,"w":null}
--- quiet
