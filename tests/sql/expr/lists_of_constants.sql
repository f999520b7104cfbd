-- x IN (constants), of values of every kind, and equalities with constants joined by OR, are the same.
SELECT a, a IN (1, 2, 900000000000) AS numbers, a IN (1, NULL) AS with_null, a IN ('7', 'x') AS texts,
       x IN (1.5, 2, 0) AS x1, x IN (1.5e0, 1e300, 9007199254740993) AS x2,
       s IN ('b', '', 'a long text of many letters', '2') AS s1, s NOT IN ('b', NULL) AS s2,
       a IN (2, '7') AS mixed, s IN (2, 0) AS s3,
       a = 1 OR a = 2 OR x = 2 AS o1, a = 1 OR x = 2 AS o2, x = 1.5 OR x = 2 OR a = 7 OR a = 2 AS o3
FROM stdin
--- input
{"a":1,"x":1.5,"s":"b"}
{"a":2,"x":2,"s":"ccccccccc"}
{"a":"7","x":-0.0,"s":""}
{"a":null,"x":1e300,"s":null}
{"a":900000000000,"s":"a long text of many letters"}
{"a":true,"x":[1],"s":"0"}
{"a":2.0,"x":"1.50","s":"2"}
{"a":-5,"x":9007199254740993,"s":"a long text of many Letters"}
--- output
{"a":1,"numbers":true,"with_null":true,"texts":false,"x1":true,"x2":true,"s1":true,"s2":false,"mixed":false,"s3":null,"o1":true,"o2":true,"o3":true}
{"a":2,"numbers":true,"with_null":null,"texts":false,"x1":true,"x2":false,"s1":false,"s2":null,"mixed":true,"s3":null,"o1":true,"o2":true,"o3":true}
{"a":"7","numbers":false,"with_null":null,"texts":true,"x1":true,"x2":false,"s1":true,"s2":null,"mixed":true,"s3":null,"o1":false,"o2":false,"o3":true}
{"a":null,"numbers":null,"with_null":null,"texts":null,"x1":false,"x2":true,"s1":null,"s2":null,"mixed":null,"s3":null,"o1":null,"o2":null,"o3":null}
{"a":900000000000,"numbers":true,"with_null":null,"texts":false,"x1":null,"x2":null,"s1":true,"s2":null,"mixed":false,"s3":null,"o1":null,"o2":null,"o3":null}
{"a":true,"numbers":null,"with_null":null,"texts":false,"x1":null,"x2":null,"s1":false,"s2":null,"mixed":null,"s3":true,"o1":null,"o2":null,"o3":null}
{"a":2.0,"numbers":true,"with_null":null,"texts":false,"x1":true,"x2":true,"s1":true,"s2":null,"mixed":true,"s3":true,"o1":true,"o2":false,"o3":true}
{"a":-5,"numbers":false,"with_null":null,"texts":false,"x1":false,"x2":true,"s1":false,"s2":null,"mixed":false,"s3":null,"o1":false,"o2":false,"o3":false}
