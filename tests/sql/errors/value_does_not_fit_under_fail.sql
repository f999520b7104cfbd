-- Under --on-error=fail it ends the run.
SELECT price FROM stdin
--- args --schema='price BIGINT' --on-error=fail
--- input
{"price":1}
{"price":1.5}
{"price":2}
--- exit 1
--- output
{"price":1}
--- stderr
LDB-4001
