-- A number beyond DOUBLE is an evaluation error in arithmetic and in SUM, not an infinity.
SELECT sum(v) AS s, count(*) AS n FROM stdin
--- input
{"v":1.5}
{"v":1e400}
{"v":2.50}
--- output
{"s":4,"n":2}
--- stderr
LDB-4010: stdin:2: "v": 1e400 is beyond the range of DOUBLE
