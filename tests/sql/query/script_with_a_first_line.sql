-- A first line that begins with #! is skipped.
-- A comment stands before the query, as in every golden file.
SELECT a FROM stdin
--- script q.sql
--- input
{"a":1}
--- output
{"a":1}
