-- AS OF PROCTIME() gives the newest row of a key alone, and a condition is asked of that one.
CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, v BIGINT, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand');
SELECT s.x, n.n FROM stdin s LEFT JOIN names FOR SYSTEM_TIME AS OF PROCTIME() AS n ON s.k = n.k;
SELECT s.x, n.n FROM stdin s LEFT JOIN names FOR SYSTEM_TIME AS OF PROCTIME() AS n ON s.k = n.k AND n.n = 'one' WHERE s.x < 6;
EXPLAIN SELECT s.x FROM stdin s JOIN names FOR SYSTEM_TIME AS OF PROCTIME() AS n ON s.k = n.k
--- input
{"k":1,"x":5}
{"k":2,"x":6}
{"k":3,"x":7}
{"k":1,"x":8}
--- input names.csv
k,n,v
1,one,10
2,two,20
1,uno,11
--- output
{"x":5,"n":"uno"}
{"x":6,"n":"two"}
{"x":7,"n":null}
{"x":8,"n":"uno"}
{"x":5,"n":null}
{"plan":"project x  [append-only]"}
{"plan":"  join inner on (k) = (k), the newest now, on demand; state: a cache of at most 100000 rows for 00:10:00  [append-only]"}
{"plan":"    scan stdin  [append-only]"}
{"plan":"    scan names  [append-only]"}
--- quiet
