-- A NULL from a query that feeds a NOT NULL column makes the row a bad one.
CREATE SOURCE s (k VARCHAR NOT NULL, v INTEGER);
INSERT INTO s SELECT k, v FROM stdin;
SELECT v FROM s
--- input
{"k":null,"v":1}
{"v":2}
{"k":"x","v":null}
{"k":"y","v":4}
--- output
{"v":null}
{"v":4}
--- stderr
LDB-4001: stdin:1: "k": expected VARCHAR, found NULL
2 rows refused
