-- BETWEEN SYMMETRIC, ISNULL, NOTNULL, OVERLAPS and COLLATE "C" mean what they do in PostgreSQL.
SELECT id, id BETWEEN SYMMETRIC 3 AND 2 b, id NOT BETWEEN ASYMMETRIC 2 AND 3 n, v ISNULL i, v NOTNULL AS o, k COLLATE "C" < 'b' c,
(TIMESTAMP '2024-01-01 00:00:00', INTERVAL '2 hours') OVERLAPS (TIMESTAMP '2024-01-01 00:00:00' + id * INTERVAL '1' HOUR, TIMESTAMP '2024-01-02 00:00:00') v
FROM stdin
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
{"id":1,"b":false,"n":true,"i":false,"o":true,"c":true,"v":true}
{"id":2,"b":true,"n":false,"i":false,"o":true,"c":false,"v":false}
{"id":3,"b":true,"n":false,"i":false,"o":true,"c":true,"v":false}
{"id":4,"b":false,"n":true,"i":true,"o":false,"c":false,"v":false}
--- quiet
