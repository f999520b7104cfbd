-- A lookup table that is read on demand is no source of rows.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand');
SELECT count(*) FROM names
--- input
{"k":1}
--- input names.csv
k,n,v
1,one,10
--- stderr
LDB-1001: "names" is looked up on demand: it stands on the right of an INNER or LEFT JOIN ON its key
hint: lookup = 'snapshot' reads it whole
--- exit 3
