-- More than 38 digits are out of range.
SELECT a * a AS b FROM stdin
--- args --schema='a DECIMAL(38,0)'
--- input
{"a":10}
{"a":99999999999999999999}
--- output
{"b":100}
--- stderr
LDB-4010: stdin:2
