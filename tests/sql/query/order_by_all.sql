-- ORDER BY ALL is the order of the items from left to right.
SELECT k, v FROM stdin ORDER BY ALL DESC NULLS FIRST OFFSET 1 ROW FETCH NEXT 2 ROWS ONLY
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
{"k":"b","v":20}
{"k":"a","v":30}
--- quiet
