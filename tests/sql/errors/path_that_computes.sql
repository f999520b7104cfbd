-- Paths do not compute.
SELECT jsonb_path_exists(v, '$.a + 1 > 1') FROM stdin
--- input
{"v":{"a":1}}
--- output
--- stderr
LDB-4015: .*paths do not compute: "\$.a \+ 1 > 1" does at character 5
