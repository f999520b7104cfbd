-- A subquery in the ON of an outer join is refused, not dropped.
SELECT s.id FROM stdin s LEFT JOIN b ON s.k = b.k AND s.id IN (SELECT w FROM b)
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
^laminar: LDB-1001: a subquery cannot stand here$
--- exit 3
