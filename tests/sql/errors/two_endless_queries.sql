-- At most one endless query of a script can print.
SELECT * FROM 'a.ndjson'; SELECT * FROM 'b.ndjson'
--- args --follow
--- input a.ndjson
{"a":1}
--- input b.ndjson
{"a":1}
--- exit 3
--- stderr
LDB-1008
