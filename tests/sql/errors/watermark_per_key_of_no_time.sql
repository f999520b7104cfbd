-- A watermark per key needs an event time.
CREATE SOURCE stdin (k TEXT) WITH (watermark.per_key = 'k'); SELECT * FROM stdin
--- input
{"k":"a"}
--- exit 3
--- stderr
LDB-2001: watermark.per_key of "stdin" needs an event time
