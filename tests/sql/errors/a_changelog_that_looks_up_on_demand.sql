-- What a row that is taken back was answered may be another by then.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand');
SELECT * FROM (SELECT k, count(*) AS c FROM stdin GROUP BY k) s JOIN names ON names.k = s.k EMIT CHANGES
--- input
{"k":1}
--- input names.csv
k,n,v
1,one,10
--- stderr
LDB-1001: "names" is looked up on demand: it may answer otherwise by the time that a row is taken back
hint: lookup = 'snapshot' reads it whole
--- exit 3
