-- A row IN (SELECT ...) outside of WHERE is refused with what can be said instead.
SELECT (k, id) IN (SELECT k, w FROM b) FROM stdin
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
^laminar: LDB-1001: a row IN \(SELECT \.\.\.\) stands in WHERE, joined by AND$
hint: EXISTS \(SELECT 1 FROM \.\.\. WHERE a = x AND b = y\) can stand here$
--- exit 3
