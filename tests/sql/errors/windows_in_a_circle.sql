-- Windows that go on from each other are refused.
SELECT row_number() OVER w FROM stdin WINDOW w AS (u), u AS (w)
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
^laminar: LDB-1004: window "u" goes on from itself$
--- exit 3
