-- Blank lines are no records.
SELECT count(*) AS n FROM stdin
--- input

{"a":1}

   
{"a":2}
--- output
{"n":2}
--- quiet
