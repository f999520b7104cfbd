-- CASE and COALESCE over columns with NULLs: of one kind, of several, with conditions that guard.
CREATE SOURCE stdin (a BIGINT, b BIGINT, x DOUBLE, d DECIMAL(9,2), s VARCHAR, t TIMESTAMP, ok BOOLEAN);
SELECT COALESCE(a, b) AS ab, COALESCE(a, b, 0) AS ab0, COALESCE(x, a) AS xa, COALESCE(s, '-') AS s,
       NULLIF(a, 1) AS n1, NULLIF(s, 'p') AS n2, COALESCE(NULLIF(a, 1), b) AS n3,
       CASE WHEN a > 1 THEN d WHEN b > 1 THEN 0.5 ELSE NULL END AS c1,
       CASE WHEN ok THEN a WHEN NOT ok THEN b END AS c2,
       CASE WHEN a IS NULL THEN 0 WHEN a <> 0 THEN 100 / a ELSE -1 END AS c3,
       CASE WHEN s IN ('p', 'q') AND (a > 1 OR ok) THEN t ELSE TIMESTAMP '2000-01-01' END AS c4,
       CASE WHEN ok IS NULL OR a >= 1 THEN s ELSE upper(s) END AS c5,
       a BETWEEN 1 AND b AS within, (a > 1 OR ok) AND NOT (b < 5 AND x > 1) AS logic
FROM stdin
--- args
-i csv
--- input
a,b,x,d,s,t,ok
1,2,1.5,10.25,p,2024-01-01T00:00:00Z,true
,3,,,q,2024-01-02T00:00:00Z,false
2,,2.5,0.10,,,
0,7,-1,-3.00,r,2024-01-03T00:00:00Z,true
,,,,,,
5,6,0,1.00,q,,false
--- output
{"ab":1,"ab0":1,"xa":1.5,"s":"p","n1":null,"n2":null,"n3":2,"c1":0.5,"c2":1,"c3":100,"c4":"2024-01-01T00:00:00Z","c5":"p","within":true,"logic":false}
{"ab":3,"ab0":3,"xa":null,"s":"q","n1":null,"n2":"q","n3":3,"c1":0.5,"c2":3,"c3":0,"c4":"2000-01-01T00:00:00Z","c5":"Q","within":null,"logic":null}
{"ab":2,"ab0":2,"xa":2.5,"s":"-","n1":2,"n2":null,"n3":2,"c1":0.10,"c2":null,"c3":50,"c4":"2000-01-01T00:00:00Z","c5":null,"within":null,"logic":null}
{"ab":0,"ab0":0,"xa":-1,"s":"r","n1":0,"n2":"r","n3":0,"c1":0.5,"c2":0,"c3":-1,"c4":"2000-01-01T00:00:00Z","c5":"R","within":false,"logic":true}
{"ab":null,"ab0":0,"xa":null,"s":"-","n1":null,"n2":null,"n3":null,"c1":null,"c2":null,"c3":0,"c4":"2000-01-01T00:00:00Z","c5":null,"within":null,"logic":null}
{"ab":5,"ab0":5,"xa":0,"s":"q","n1":5,"n2":"q","n3":5,"c1":1.00,"c2":6,"c3":20,"c4":null,"c5":"q","within":true,"logic":true}
