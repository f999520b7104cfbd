-- A file that the script reads cannot be written by it.
INSERT INTO 'a.ndjson' SELECT v + 1 AS v FROM 'a.ndjson'
--- input a.ndjson
{"v":1}
--- exit 5
--- stderr
LDB-5004.*a.ndjson
--- output a.ndjson
{"v":1}
