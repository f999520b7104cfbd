-- Rows that nothing asked for are not known of a table that is read on demand.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand');
SELECT * FROM stdin s RIGHT JOIN names ON names.k = s.k
--- input
{"k":1}
--- input names.csv
k,n,v
1,one,10
--- stderr
LDB-1001: "names" is looked up on demand: INNER and LEFT joins may ask for its rows
hint: lookup = 'snapshot' reads it whole
--- exit 3
