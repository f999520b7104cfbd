-- --strict checks what the query does not read, too.
SELECT a FROM stdin
--- args --strict --schema='a BIGINT, b BIGINT'
--- input
{"a":1,"b":1}
{"a":2,"b":"x"}
--- output
{"a":1}
--- stderr
LDB-4001: stdin:2
