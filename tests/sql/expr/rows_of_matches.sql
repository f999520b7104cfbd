-- regexp_matches is a row for each match with the flag g.
SELECT id, regexp_matches(s, '([a-z])(\d)', 'g') AS m FROM stdin
--- input
{"id":1,"s":"a1-b2"}
{"id":2,"s":"none"}
{"id":3,"s":"z9"}
--- output
{"id":1,"m":["a","1"]}
{"id":1,"m":["b","2"]}
{"id":3,"m":["z","9"]}
