-- A scalar subquery that compares the query around with < is refused, not answered wrongly.
SELECT id, (SELECT max(w) FROM b WHERE b.w < s.id) w FROM stdin s
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
^laminar: LDB-1001: "s" of the query around is used other than in an equality of WHERE$
hint: EXISTS may compare it with < and >; else join the tables$
--- exit 3
