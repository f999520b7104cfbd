-- lookup has two values.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'now and then');
SELECT 1
--- input
{"k":1}
--- input names.csv
k,n,v
1,one,10
--- stderr
LDB-1203: lookup is 'snapshot' or 'on demand'
--- exit 3
