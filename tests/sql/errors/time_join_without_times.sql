-- WITHIN needs an event time on both sides.
SELECT a.k FROM a JOIN b WITHIN INTERVAL '5' SECOND ON a.k = b.k
--- args -- a=a.ndjson b=b.ndjson
--- input a.ndjson
{"k":1}
--- input b.ndjson
{"k":1}
--- exit 3
--- stderr
LDB-3001
