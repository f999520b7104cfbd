-- The last line needs no newline.
SELECT a FROM stdin
--- input .hex
7b2261223a317d0a7b2261223a327d
--- output
{"a":1}
{"a":2}
