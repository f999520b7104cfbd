-- A stream that a sink reads goes with CASCADE only.
CREATE STREAM s AS SELECT * FROM stdin;
CREATE SINK k FROM s;
DROP STREAM s
--- exit 3
--- stderr
LDB-1107.*"s".*"k"
CASCADE
