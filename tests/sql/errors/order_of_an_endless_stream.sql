-- An endless stream has no last row, so it cannot be sorted.
SELECT * FROM 'a.ndjson' ORDER BY v
--- args --follow
--- input a.ndjson
{"v":1}
--- exit 3
--- stderr
LDB-1003
