-- A table may be asked by several joins, each with a cache of its own, and a subquery may stand around it.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand', cache.ttl = '1 hour');
SELECT s.x, a.n, b.w FROM stdin s JOIN names a ON s.k = a.k
    LEFT JOIN (SELECT k AS kk, upper(n) AS w FROM names WHERE v <= 20) b ON b.kk = s.x - 4
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
{"x":5,"n":"one","w":"ONE"}
{"x":5,"n":"one","w":"UNO"}
{"x":5,"n":"uno","w":"ONE"}
{"x":5,"n":"uno","w":"UNO"}
{"x":6,"n":"two","w":"TWO"}
{"x":15,"n":"one","w":null}
{"x":15,"n":"uno","w":null}
--- quiet
