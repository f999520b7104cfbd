-- A stream that reads itself through another is an error that names the circle.
CREATE STREAM a AS SELECT * FROM b;
CREATE STREAM b AS SELECT * FROM a;
SELECT * FROM a
--- exit 3
--- stderr
LDB-1105
