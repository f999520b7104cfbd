-- WATERMARK FOR names a declared column.
CREATE SOURCE stdin (v BIGINT, WATERMARK FOR ts);
SELECT count(*) FROM stdin
--- exit 3
--- stderr
LDB-2003
