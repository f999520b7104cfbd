-- The options of the cache are for lookups on demand.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', cache.ttl = '1 hour');
SELECT 1
--- input
{"k":1}
--- input names.csv
k,n,v
1,one,10
--- stderr
LDB-0002: cache.ttl is for lookups on demand: a snapshot has no cache
hint: lookup = 'on demand'
--- exit 2
