-- A stream may read a stream that is created after it.
CREATE STREAM b AS SELECT x + 1 AS y FROM a;
CREATE STREAM a AS SELECT v * 10 AS x FROM stdin;
SELECT y FROM b
--- input
{"v":1}
{"v":2}
--- output
{"y":11}
{"y":21}
