-- AND, CASE and COALESCE look no further than needed.
SELECT a FROM stdin WHERE (a IS NOT NULL AND a <> 'x' AND a + 1 > 1) OR COALESCE(b, a + 1) = 7
--- input
{"a":1,"b":0}
{"a":"x","b":7}
{"a":null,"b":0}
--- output
{"a":1}
{"a":"x"}
--- quiet
