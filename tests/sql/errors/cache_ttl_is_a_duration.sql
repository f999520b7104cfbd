-- A time to live has a unit.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand', cache.ttl = '10');
SELECT 1
--- input
{"k":1}
--- input names.csv
k,n,v
1,one,10
--- stderr
LDB-1203: cache.ttl is a duration with a unit, like '5 MINUTES'
--- exit 3
