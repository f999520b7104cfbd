-- A trailing comma does no harm.
SELECT a, b, FROM stdin
--- input
{"a":1,"b":2}
--- output
{"a":1,"b":2}
