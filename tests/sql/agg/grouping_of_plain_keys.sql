-- GROUPING of plain keys is 0.
SELECT k, GROUPING(k) g FROM stdin GROUP BY k
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
{"k":"a","g":0}
{"k":"b","g":0}
{"k":"c","g":0}
--- quiet
