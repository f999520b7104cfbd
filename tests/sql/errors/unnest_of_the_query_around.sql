-- A table function in a subquery cannot use the columns of the query around.
SELECT (SELECT sum(u) FROM UNNEST(l) AS t(u)) FROM stdin
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
^laminar: LDB-1100: column "l" not found$
hint: no table stands before it; over an array of the query around: x = ANY \(a\), array_sum\(a\)$
--- exit 3
