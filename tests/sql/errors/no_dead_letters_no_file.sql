-- The file of dead letters is created when the first row goes there.
SELECT a FROM stdin
--- args --dlq=no/such/folder/dead.ndjson
--- input
{"a":1}
--- output
{"a":1}
--- quiet
