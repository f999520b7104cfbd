-- A subquery in FROM that names the table beside it is told of LATERAL.
SELECT * FROM stdin s, (SELECT w FROM b WHERE b.k = s.k) x
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
^laminar: LDB-1001: "s" is of a table that stands beside this subquery$
hint: LATERAL \(SELECT \.\.\.\) may name it, in its WHERE$
--- exit 3
