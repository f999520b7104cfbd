-- A lookup on demand needs a key to ask for.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand');
SELECT * FROM stdin s JOIN names ON names.k > s.k
--- input
{"k":1}
--- input names.csv
k,n,v
1,one,10
--- stderr
LDB-1001: "names" is looked up on demand: the join has to name its key, as in ON a.k = b.k
hint: lookup = 'snapshot' reads it whole
--- exit 3
