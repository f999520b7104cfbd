-- Comments of both kinds are blanks.
SELECT /* one /* nested */ */ a -- the rest
FROM stdin
--- input
{"a":1}
--- output
{"a":1}
