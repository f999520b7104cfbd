-- A record that cannot be read at all is skipped under null too.
SELECT a FROM stdin
--- args --on-error=null
--- input
{"a":1}
}
{"a":3}
--- output
{"a":1}
{"a":3}
--- stderr
LDB-4002
