-- With no room in the cache every answer is fetched, and is the same.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand', cache.max_rows = 0);
SELECT s.x, n.n FROM stdin s JOIN names n ON s.k = n.k
--- input
{"k":1,"x":5}
{"k":2,"x":6}
{"k":3,"x":7}
{"k":null,"x":8}
{"x":9}
{"k":1,"x":15}
{"k":3,"x":1}
--- input names.csv
k,n,v
1,one,10
2,two,20
1,uno,11
4,four,40
--- output
{"x":5,"n":"one"}
{"x":5,"n":"uno"}
{"x":6,"n":"two"}
{"x":15,"n":"one"}
{"x":15,"n":"uno"}
--- quiet
