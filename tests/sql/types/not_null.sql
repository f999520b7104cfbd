-- A NULL in a column that is NOT NULL makes a bad record.
CREATE SOURCE stdin (a BIGINT NOT NULL, *);
SELECT a, b FROM stdin
--- input
{"a":1,"b":1}
{"a":null,"b":2}
{"b":3}
{"a":4}
--- output
{"a":1,"b":1}
{"a":4,"b":null}
--- stderr
LDB-4001: stdin:2
