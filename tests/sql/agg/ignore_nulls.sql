-- IGNORE NULLS leaves NULLs out of what would keep them.
SELECT array_agg(v) IGNORE NULLS a, array_agg(v IGNORE NULLS ORDER BY id DESC) d, array_agg(v) FILTER (WHERE id > 1) IGNORE NULLS f, array_agg(v RESPECT NULLS) r FROM stdin
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
{"a":[10,20,30],"d":[30,20,10],"f":[20,30],"r":[10,20,30,null]}
--- quiet
