-- Rows of different widths do not compare.
SELECT id FROM stdin WHERE (id, v) = (1, 2, 3)
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
^laminar: LDB-1007: the rows have 2 and 3 values$
--- exit 3
