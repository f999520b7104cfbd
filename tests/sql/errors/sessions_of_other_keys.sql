-- Sessions made for each k are not those of other keys.
SELECT window_start, count(*) FROM SESSION(TABLE stdin PARTITION BY k, DESCRIPTOR(ts), 1m) GROUP BY window_start, window_end
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
^laminar: LDB-1001: sessions with PARTITION BY need the same columns in GROUP BY$
hint: GROUP BY those columns and the bounds of the window, then once more above$
--- exit 3
