-- Only COLLATE "C" is had.
SELECT id FROM stdin ORDER BY k COLLATE "de_DE"
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
^laminar: LDB-1001: there is no collation "de_DE"$
hint: text is compared by its bytes, which is COLLATE "C"$
--- exit 3
