-- Two streams cannot have one name.
CREATE STREAM s AS SELECT 1 AS a;
CREATE STREAM s AS SELECT 2 AS a;
SELECT * FROM s
--- exit 3
--- stderr
LDB-1104
