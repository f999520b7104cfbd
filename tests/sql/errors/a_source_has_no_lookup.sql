-- How rows are looked up is no option of a source.
CREATE SOURCE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand');
SELECT 1
--- input
{"k":1}
--- input names.csv
k,n,v
1,one,10
--- stderr
LDB-0002: unknown option "lookup" of a source
--- exit 2
