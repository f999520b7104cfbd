-- A byte order mark is dropped.
SELECT a FROM stdin
--- input .hex
efbbbf7b2261223a317d0a
--- output
{"a":1}
--- quiet
