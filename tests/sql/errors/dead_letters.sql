-- --dlq keeps what was refused, whole, with its place and reason.
SELECT a FROM stdin
--- args --dlq=dead.ndjson --quiet
--- input
{"a":1}
oops
--- output
{"a":1}
--- output dead.ndjson
{"_source":"stdin","_line":2,"_offset":8,"_code":"LDB-4002","_error":"expected an object, found: oops","_raw":"oops"}
