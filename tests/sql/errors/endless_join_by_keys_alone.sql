-- Two endless inputs joined by keys alone would keep every row for ever.
SELECT a.k FROM a JOIN b ON a.k = b.k
--- args --follow -- a=a.ndjson b=b.ndjson
--- input a.ndjson
{"k":1}
--- input b.ndjson
{"k":1}
--- exit 3
--- stderr
LDB-3002
