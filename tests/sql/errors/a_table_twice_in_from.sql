-- A table twice in FROM needs two names.
SELECT id FROM b JOIN b ON true
--- args -- b=b.ndjson -
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
^laminar: LDB-1103: "b" stands twice in FROM$
hint: give each a name of its own: b AS x$
--- exit 3
