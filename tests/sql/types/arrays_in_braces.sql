-- Arrays written in braces, arrays cast element by element, elements and arrays joined.
SELECT 'ARRAY[]::int[]' AS e, to_json(ARRAY[]::int[]) AS v
UNION ALL SELECT '''{1,2,3}''::int[]' AS e, to_json('{1,2,3}'::int[]) AS v
UNION ALL SELECT '''{a,"b c",NULL,"NULL"}''::text[]' AS e, to_json('{a,"b c",NULL,"NULL"}'::text[]) AS v
UNION ALL SELECT '''{{1,2},{3,4}}''::int[]' AS e, to_json('{{1,2},{3,4}}'::int[]) AS v
UNION ALL SELECT '''{}''::int[]' AS e, to_json('{}'::int[]) AS v
UNION ALL SELECT '''{"a\"b","c\\d"}''::text[]' AS e, to_json('{"a\"b","c\\d"}'::text[]) AS v
UNION ALL SELECT '''{t,f}''::boolean[]' AS e, to_json('{t,f}'::boolean[]) AS v
UNION ALL SELECT '''{2024-01-01}''::date[]' AS e, to_json('{2024-01-01}'::date[]) AS v
UNION ALL SELECT 'ARRAY[1,2]::text[]' AS e, to_json(ARRAY[1,2]::text[]) AS v
UNION ALL SELECT 'ARRAY[''1'',''2'']::int[]' AS e, to_json(ARRAY['1','2']::int[]) AS v
UNION ALL SELECT 'ARRAY[1,2] || ARRAY[3]' AS e, to_json(ARRAY[1,2] || ARRAY[3]) AS v
UNION ALL SELECT 'ARRAY[1,2] || 3' AS e, to_json(ARRAY[1,2] || 3) AS v
UNION ALL SELECT '0 || ARRAY[1,2]' AS e, to_json(0 || ARRAY[1,2]) AS v
UNION ALL SELECT 'ARRAY[1,2] || NULL' AS e, to_json(ARRAY[1,2] || NULL) AS v
UNION ALL SELECT 'ARRAY[1,2] || NULL::int[]' AS e, to_json(ARRAY[1,2] || NULL::int[]) AS v
UNION ALL SELECT 'array_length(ARRAY[]::int[],1)' AS e, to_json(array_length(ARRAY[]::int[],1)) AS v
UNION ALL SELECT 'cardinality(ARRAY[]::int[])' AS e, to_json(cardinality(ARRAY[]::int[])) AS v
UNION ALL SELECT '''{1,2}''::text::int[]' AS e, to_json('{1,2}'::text::int[]) AS v
--- output
{"e":"ARRAY[]::int[]","v":[]}
{"e":"'{1,2,3}'::int[]","v":[1,2,3]}
{"e":"'{a,\"b c\",NULL,\"NULL\"}'::text[]","v":["a","b c",null,"NULL"]}
{"e":"'{{1,2},{3,4}}'::int[]","v":[[1,2],[3,4]]}
{"e":"'{}'::int[]","v":[]}
{"e":"'{\"a\\\"b\",\"c\\\\d\"}'::text[]","v":["a\"b","c\\d"]}
{"e":"'{t,f}'::boolean[]","v":[true,false]}
{"e":"'{2024-01-01}'::date[]","v":["2024-01-01"]}
{"e":"ARRAY[1,2]::text[]","v":["1","2"]}
{"e":"ARRAY['1','2']::int[]","v":[1,2]}
{"e":"ARRAY[1,2] || ARRAY[3]","v":[1,2,3]}
{"e":"ARRAY[1,2] || 3","v":[1,2,3]}
{"e":"0 || ARRAY[1,2]","v":[0,1,2]}
{"e":"ARRAY[1,2] || NULL","v":[1,2]}
{"e":"ARRAY[1,2] || NULL::int[]","v":[1,2]}
{"e":"array_length(ARRAY[]::int[],1)","v":null}
{"e":"cardinality(ARRAY[]::int[])","v":0}
{"e":"'{1,2}'::text::int[]","v":[1,2]}
