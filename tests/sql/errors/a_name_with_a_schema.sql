-- A name has no schema before it.
SELECT * FROM public.orders
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
^laminar: LDB-1000: unexpected "\.", expected end of statement, ",", a name, WHERE, GROUP BY, ORDER BY or LIMIT$
hint: names have no schema before them; a file is written in quotes: 'public\.orders'$
--- exit 3
