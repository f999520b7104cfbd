-- What would lose something is a bad record.
SELECT a, d FROM stdin
--- args --schema='a INTEGER, d DECIMAL(4,1)'
--- input
{"a":2147483647,"d":1.5}
{"a":2147483648,"d":1}
{"a":1.5,"d":1}
{"a":1,"d":1.25}
{"a":1,"d":12345}
--- output
{"a":2147483647,"d":1.5}
--- stderr
LDB-4001: stdin:2.*"a"
4
