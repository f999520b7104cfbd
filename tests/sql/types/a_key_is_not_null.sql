-- The columns of a PRIMARY KEY have no NULL.
CREATE SOURCE stdin (id BIGINT PRIMARY KEY, v BIGINT NULL);
SELECT * FROM stdin
--- input
{"id":1}
{"v":2}
--- output
{"id":1,"v":null}
--- stderr
LDB-4001: stdin:2.*"id": expected BIGINT, found NULL
