-- RESPECT NULLS has no meaning for a sum.
SELECT sum(v) RESPECT NULLS FROM stdin
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
--- stderr
^laminar: LDB-1004: sum takes no RESPECT NULLS: NULL has no part in it$
--- exit 3
