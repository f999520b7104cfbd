-- What is read can be dropped only with its readers.
CREATE STREAM a AS SELECT 1 AS x;
CREATE STREAM b AS SELECT x FROM a;
DROP STREAM a;
SELECT * FROM b
--- exit 3
--- stderr
LDB-1107
