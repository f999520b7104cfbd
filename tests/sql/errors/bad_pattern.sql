-- A regular expression that is none, from a column, skips the row.
SELECT a FROM stdin WHERE 'xx' ~ a
--- input
{"a":"x+"}
{"a":"("}
--- output
{"a":"x+"}
--- stderr
LDB-4015: stdin:2
