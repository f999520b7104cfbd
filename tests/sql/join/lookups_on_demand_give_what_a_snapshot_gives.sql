-- A lookup on demand gives all partners in the order of the file, and none for a key that is NULL or not there.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand');
SELECT s.x, names.n FROM stdin s JOIN names ON s.k = names.k;
SELECT x, n FROM stdin LEFT JOIN names USING (k)
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
{"x":5,"n":"one"}
{"x":5,"n":"uno"}
{"x":6,"n":"two"}
{"x":7,"n":null}
{"x":8,"n":null}
{"x":9,"n":null}
{"x":15,"n":"one"}
{"x":15,"n":"uno"}
{"x":1,"n":null}
--- quiet
