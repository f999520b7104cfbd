-- range in FROM is its elements.
SELECT id, r.i FROM stdin, range(id) AS r(i) WHERE id < 3
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
{"id":1,"i":0}
{"id":2,"i":0}
{"id":2,"i":1}
--- quiet
