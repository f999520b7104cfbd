-- A condition on the pair decides before a row is without partner; one of the table alone is asked while it is read.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand');
SELECT s.x, n.n, n.v FROM stdin s LEFT JOIN names n ON s.k = n.k AND n.v > s.x AND n.n <> 'uno'
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
{"x":5,"n":"one","v":10}
{"x":6,"n":"two","v":20}
{"x":7,"n":null,"v":null}
{"x":8,"n":null,"v":null}
{"x":9,"n":null,"v":null}
{"x":15,"n":null,"v":null}
{"x":1,"n":null,"v":null}
--- quiet
