-- A window goes on from a named one with its own ORDER BY and frame.
SELECT id, row_number() OVER (w ORDER BY id) n, sum(v) OVER (o ROWS 1 PRECEDING) s FROM stdin WINDOW w AS (PARTITION BY k), o AS (w ORDER BY id)
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
{"id":1,"n":1,"s":10}
{"id":2,"n":1,"s":20}
{"id":3,"n":2,"s":40}
{"id":4,"n":1,"s":null}
--- quiet
