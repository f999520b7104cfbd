-- A misspelt option of a lookup table has a near name.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand', cache.maxrows = 5);
SELECT 1
--- input
{"k":1}
--- input names.csv
k,n,v
1,one,10
--- stderr
LDB-0002: unknown option "cache.maxrows" of a lookup table
hint: did you mean "cache.max_rows"\?
--- exit 2
