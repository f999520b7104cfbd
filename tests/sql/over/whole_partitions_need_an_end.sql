-- What needs the last row of a partition is refused where there is none.
SELECT n, NTILE(4) OVER (ORDER BY n) FROM 'a.ndjson'
--- args --follow
--- input a.ndjson
{"n":1}
--- stderr
LDB-1003
--- exit 3
