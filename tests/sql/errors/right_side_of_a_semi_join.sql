-- The columns of the right side of a SEMI JOIN are not there.
SELECT s.id, b.w FROM stdin s SEMI JOIN b ON s.k = b.k
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
^laminar: LDB-1101: "b" is the right side of a SEMI or ANTI join$
hint: such a join shows the columns of its left side only$
--- exit 3
