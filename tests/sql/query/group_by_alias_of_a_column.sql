-- GROUP BY an alias of a plain column means that column.
SELECT k AS key, count(*) AS n FROM stdin GROUP BY key HAVING key < 'c' ORDER BY key
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
{"key":"a","n":2}
{"key":"b","n":1}
--- quiet
