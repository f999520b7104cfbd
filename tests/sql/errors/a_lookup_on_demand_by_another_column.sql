-- A lookup on demand is by the whole primary key.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand');
SELECT * FROM stdin s JOIN names ON names.v = s.k
--- input
{"k":1}
--- input names.csv
k,n,v
1,one,10
--- stderr
LDB-1001: "names" is looked up on demand: the join has to compare the whole PRIMARY KEY with =
hint: lookup = 'snapshot' reads it whole
--- exit 3
