-- One core runs, whatever -j asks for: --stats says so.
SELECT a FROM stdin
--- args -j 4 --stats
--- input
{"a":1}
--- output
{"a":1}
--- stderr
one core of 4 was used
