-- So it is where the query names it.
SELECT * FROM 'no/such/file.ndjson'
--- exit 4
--- stderr
LDB-5001.*no/such/file\.ndjson
