-- Columns that are not declared have no order to be named in.
SELECT * FROM stdin AS s(a, b)
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
^laminar: LDB-1007: columns that are not declared have no order in which to name them$
hint: name them one by one: \(SELECT a AS x, b AS y FROM \.\.\.\)$
--- exit 3
