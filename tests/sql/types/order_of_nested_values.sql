-- Arrays and objects are equal and ordered by what is in them.
SELECT 'ARRAY[9] < ARRAY[10]' AS e, to_json(ARRAY[9] < ARRAY[10]) AS v
UNION ALL SELECT 'ARRAY[1,2] < ARRAY[1,2,0]' AS e, to_json(ARRAY[1,2] < ARRAY[1,2,0]) AS v
UNION ALL SELECT 'ARRAY[1,2] = ARRAY[1,2]' AS e, to_json(ARRAY[1,2] = ARRAY[1,2]) AS v
UNION ALL SELECT 'ARRAY[''b''] > ARRAY[''a'',''z'']' AS e, to_json(ARRAY['b'] > ARRAY['a','z']) AS v
UNION ALL SELECT 'ARRAY[1,NULL] = ARRAY[1,NULL]' AS e, to_json(ARRAY[1,NULL] = ARRAY[1,NULL]) AS v
UNION ALL SELECT '''{"a":1}''::jsonb = ''{"a":1.0}''::jsonb' AS e, to_json('{"a":1}'::jsonb = '{"a":1.0}'::jsonb) AS v
UNION ALL SELECT '''{"a":1,"b":2}''::jsonb = ''{"b":2,"a":1}''::jsonb' AS e, to_json('{"a":1,"b":2}'::jsonb = '{"b":2,"a":1}'::jsonb) AS v
UNION ALL SELECT '''{"a":1,"b":2}''::jsonb < ''{"a":1,"b":3}''::jsonb' AS e, to_json('{"a":1,"b":2}'::jsonb < '{"a":1,"b":3}'::jsonb) AS v
UNION ALL SELECT '''{"a":9}''::jsonb < ''{"a":1,"b":3}''::jsonb' AS e, to_json('{"a":9}'::jsonb < '{"a":1,"b":3}'::jsonb) AS v
UNION ALL SELECT '''[1, 2]''::jsonb = ''[1,2.0]''::jsonb' AS e, to_json('[1, 2]'::jsonb = '[1,2.0]'::jsonb) AS v
UNION ALL SELECT '''{"a":[1,{"x":null}]}''::jsonb = ''{"a": [1, {"x": null}]}''::jsonb' AS e, to_json('{"a":[1,{"x":null}]}'::jsonb = '{"a": [1, {"x": null}]}'::jsonb) AS v
UNION ALL SELECT '''{"a":1}''::jsonb <> ''{"b":1}''::jsonb' AS e, to_json('{"a":1}'::jsonb <> '{"b":1}'::jsonb) AS v
UNION ALL SELECT 'greatest(ARRAY[2],ARRAY[10])' AS e, to_json(greatest(ARRAY[2],ARRAY[10])) AS v
--- output
{"e":"ARRAY[9] < ARRAY[10]","v":true}
{"e":"ARRAY[1,2] < ARRAY[1,2,0]","v":true}
{"e":"ARRAY[1,2] = ARRAY[1,2]","v":true}
{"e":"ARRAY['b'] > ARRAY['a','z']","v":true}
{"e":"ARRAY[1,NULL] = ARRAY[1,NULL]","v":true}
{"e":"'{\"a\":1}'::jsonb = '{\"a\":1.0}'::jsonb","v":true}
{"e":"'{\"a\":1,\"b\":2}'::jsonb = '{\"b\":2,\"a\":1}'::jsonb","v":true}
{"e":"'{\"a\":1,\"b\":2}'::jsonb < '{\"a\":1,\"b\":3}'::jsonb","v":true}
{"e":"'{\"a\":9}'::jsonb < '{\"a\":1,\"b\":3}'::jsonb","v":true}
{"e":"'[1, 2]'::jsonb = '[1,2.0]'::jsonb","v":true}
{"e":"'{\"a\":[1,{\"x\":null}]}'::jsonb = '{\"a\": [1, {\"x\": null}]}'::jsonb","v":true}
{"e":"'{\"a\":1}'::jsonb <> '{\"b\":1}'::jsonb","v":true}
{"e":"greatest(ARRAY[2],ARRAY[10])","v":[10]}
