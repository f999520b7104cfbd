-- With --on-error=fail a malformed record ends the run after the rows before it.
SELECT a FROM stdin
--- args --on-error=fail
--- input
{"a":1}
[]
{"a":3}
--- exit 1
--- output
{"a":1}
--- stderr
LDB-4002.*stdin:2
