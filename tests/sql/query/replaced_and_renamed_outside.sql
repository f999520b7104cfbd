-- A column that * REPLACE or RENAME makes of an open record is what the query around finds.
SELECT v, kk, id FROM (SELECT * REPLACE (v * 2 AS v) RENAME (k AS kk) FROM stdin) WHERE v > 20
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
{"v":40,"kk":"b","id":2}
{"v":60,"kk":"a","id":3}
--- quiet
