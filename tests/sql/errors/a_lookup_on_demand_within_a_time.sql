-- WITHIN compares times, which a lookup by key does not.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand');
SELECT * FROM stdin s JOIN names WITHIN INTERVAL '1' HOUR ON s.k = names.k
--- input
{"k":1}
--- input names.csv
k,n,v
--- stderr
LDB-1001: "names" is looked up on demand: a join WITHIN a time keeps the rows of both sides
hint: lookup = 'snapshot' reads it whole
--- exit 3
