-- A misspelt INNER that passed for an alias is told of.
SELECT id FROM stdin INNR JOIN b ON stdin.k = b.k
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
^laminar: LDB-1103: column "stdin" may be of several tables$
hint: "INNR" is read as the name of the table before it; did you mean INNER JOIN\?$
--- exit 3
