-- CREATE STREAM s (a, b) AS names the columns; WITH may stand before INSERT; TABLE t is all of it.
CREATE STREAM s (n, m) AS SELECT id, k FROM stdin;
WITH t AS MATERIALIZED (TABLE s) INSERT INTO 'o.csv' SELECT m, n FROM t WHERE n > 2;
TABLE s ORDER BY n DESC FETCH FIRST ROW ONLY; SHOW CREATE STREAM s; DROP STREAM s RESTRICT
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
{"n":4,"m":"c"}
{"statement":"CREATE STREAM s (n, m) AS SELECT id, k FROM stdin"}
--- quiet
--- output o.csv
m,n
a,3
c,4
