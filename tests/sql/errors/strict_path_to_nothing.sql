-- A strict path to what is not there fails the row.
SELECT jsonb_path_query_first(v, 'strict $.b') b FROM stdin
--- input
{"v":{"a":1}}
{"v":{"b":2}}
--- output
{"b":2}
--- stderr
LDB-4011: stdin:1: the strict path leads to what is not there
