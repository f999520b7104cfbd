-- JSON put into, taken out of and joined to JSON; objects of texts; printed with indents.
SELECT '''{"a":1}''::jsonb || ''{"b":2}''::jsonb' AS e, to_json('{"a":1}'::jsonb || '{"b":2}'::jsonb) AS v
UNION ALL SELECT '''{"a":1}''::jsonb || ''{"a":2}''::jsonb' AS e, to_json('{"a":1}'::jsonb || '{"a":2}'::jsonb) AS v
UNION ALL SELECT '''[1]''::jsonb || ''[2]''::jsonb' AS e, to_json('[1]'::jsonb || '[2]'::jsonb) AS v
UNION ALL SELECT '''[1]''::jsonb || ''2''::jsonb' AS e, to_json('[1]'::jsonb || '2'::jsonb) AS v
UNION ALL SELECT '''1''::jsonb || ''[2]''::jsonb' AS e, to_json('1'::jsonb || '[2]'::jsonb) AS v
UNION ALL SELECT '''1''::jsonb || ''2''::jsonb' AS e, to_json('1'::jsonb || '2'::jsonb) AS v
UNION ALL SELECT '''{"a":1}''::jsonb || ''[2]''::jsonb' AS e, to_json('{"a":1}'::jsonb || '[2]'::jsonb) AS v
UNION ALL SELECT '''[2]''::jsonb || ''{"a":1}''::jsonb' AS e, to_json('[2]'::jsonb || '{"a":1}'::jsonb) AS v
UNION ALL SELECT '''{"a":{"b":1,"c":2}}''::jsonb #- ''{a,b}''' AS e, to_json('{"a":{"b":1,"c":2}}'::jsonb #- '{a,b}') AS v
UNION ALL SELECT '''["a",{"b":1}]''::jsonb #- ''{1,b}''' AS e, to_json('["a",{"b":1}]'::jsonb #- '{1,b}') AS v
UNION ALL SELECT '''[1,2]''::jsonb #- ''{-1}''' AS e, to_json('[1,2]'::jsonb #- '{-1}') AS v
UNION ALL SELECT '''{"a":1}''::jsonb #- ''{z,y}''' AS e, to_json('{"a":1}'::jsonb #- '{z,y}') AS v
UNION ALL SELECT 'jsonb_set(''{"a":1}'',''{b}'',''2'')' AS e, to_json(jsonb_set('{"a":1}','{b}','2')) AS v
UNION ALL SELECT 'jsonb_set(''{"a":1}'',''{b}'',''2'',false)' AS e, to_json(jsonb_set('{"a":1}','{b}','2',false)) AS v
UNION ALL SELECT 'jsonb_set(''[1,2]'',''{0}'',''9'')' AS e, to_json(jsonb_set('[1,2]','{0}','9')) AS v
UNION ALL SELECT 'jsonb_set(''[1,2]'',''{-1}'',''9'')' AS e, to_json(jsonb_set('[1,2]','{-1}','9')) AS v
UNION ALL SELECT 'jsonb_set(''[1,2]'',''{5}'',''9'')' AS e, to_json(jsonb_set('[1,2]','{5}','9')) AS v
UNION ALL SELECT 'jsonb_set(''[1,2]'',''{-5}'',''9'')' AS e, to_json(jsonb_set('[1,2]','{-5}','9')) AS v
UNION ALL SELECT 'jsonb_set(''{"a":{"b":1}}'',''{a,c}'',''[1]'')' AS e, to_json(jsonb_set('{"a":{"b":1}}','{a,c}','[1]')) AS v
UNION ALL SELECT 'jsonb_set(''{"a":{"b":1}}'',''{x,y}'',''1'')' AS e, to_json(jsonb_set('{"a":{"b":1}}','{x,y}','1')) AS v
UNION ALL SELECT 'jsonb_set(''[{"f1":1,"f2":null},2]'',''{0,f1}'',''[2,3,4]'',false)' AS e, to_json(jsonb_set('[{"f1":1,"f2":null},2]','{0,f1}','[2,3,4]',false)) AS v
UNION ALL SELECT 'jsonb_set(''{"a":1}'',''{a}'',NULL)' AS e, to_json(jsonb_set('{"a":1}','{a}',NULL)) AS v
UNION ALL SELECT 'jsonb_set(''{"a":1}'',''{}'',''2'')' AS e, to_json(jsonb_set('{"a":1}','{}','2')) AS v
UNION ALL SELECT 'jsonb_set_lax(''{"a":1}'',''{a}'',NULL)' AS e, to_json(jsonb_set_lax('{"a":1}','{a}',NULL)) AS v
UNION ALL SELECT 'jsonb_set_lax(''{"a":1}'',''{a}'',NULL,true,''delete_key'')' AS e, to_json(jsonb_set_lax('{"a":1}','{a}',NULL,true,'delete_key')) AS v
UNION ALL SELECT 'jsonb_set_lax(''{"a":1}'',''{a}'',NULL,true,''return_target'')' AS e, to_json(jsonb_set_lax('{"a":1}','{a}',NULL,true,'return_target')) AS v
UNION ALL SELECT 'jsonb_insert(''{"a":[0,1,2]}'',''{a,1}'',''"new"'')' AS e, to_json(jsonb_insert('{"a":[0,1,2]}','{a,1}','"new"')) AS v
UNION ALL SELECT 'jsonb_insert(''{"a":[0,1,2]}'',''{a,1}'',''"new"'',true)' AS e, to_json(jsonb_insert('{"a":[0,1,2]}','{a,1}','"new"',true)) AS v
UNION ALL SELECT 'jsonb_insert(''{"a":1}'',''{b}'',''2'')' AS e, to_json(jsonb_insert('{"a":1}','{b}','2')) AS v
UNION ALL SELECT 'jsonb_insert(''[1,2]'',''{9}'',''3'')' AS e, to_json(jsonb_insert('[1,2]','{9}','3')) AS v
UNION ALL SELECT 'jsonb_insert(''[1,2]'',''{-1}'',''3'')' AS e, to_json(jsonb_insert('[1,2]','{-1}','3')) AS v
UNION ALL SELECT 'jsonb_insert(''[1,2]'',''{-1}'',''3'',true)' AS e, to_json(jsonb_insert('[1,2]','{-1}','3',true)) AS v
UNION ALL SELECT 'jsonb_pretty(''{"a":[1,{"b":null}],"c":{}}''::jsonb)' AS e, to_json(jsonb_pretty('{"a":[1,{"b":null}],"c":{}}'::jsonb)) AS v
UNION ALL SELECT 'jsonb_pretty(''[]''::jsonb)' AS e, to_json(jsonb_pretty('[]'::jsonb)) AS v
UNION ALL SELECT 'jsonb_pretty(''1''::jsonb)' AS e, to_json(jsonb_pretty('1'::jsonb)) AS v
UNION ALL SELECT 'json_object(''{a,1,b,2}'')' AS e, to_json(json_object('{a,1,b,2}')) AS v
UNION ALL SELECT 'json_object(ARRAY[''a'',''1'',''b'',NULL])' AS e, to_json(json_object(ARRAY['a','1','b',NULL])) AS v
UNION ALL SELECT 'json_object(ARRAY[''a'',''b''],ARRAY[''1'',''2''])' AS e, to_json(json_object(ARRAY['a','b'],ARRAY['1','2'])) AS v
UNION ALL SELECT 'array_to_json(ARRAY[1,2])' AS e, to_json(array_to_json(ARRAY[1,2])) AS v
UNION ALL SELECT 'array_to_json(ARRAY[''a'',NULL])' AS e, to_json(array_to_json(ARRAY['a',NULL])) AS v
UNION ALL SELECT 'jsonb_object(''{a,1}'')' AS e, to_json(jsonb_object('{a,1}')) AS v
--- output
{"e":"'{\"a\":1}'::jsonb || '{\"b\":2}'::jsonb","v":{"a":1,"b":2}}
{"e":"'{\"a\":1}'::jsonb || '{\"a\":2}'::jsonb","v":{"a":2}}
{"e":"'[1]'::jsonb || '[2]'::jsonb","v":[1,2]}
{"e":"'[1]'::jsonb || '2'::jsonb","v":[1,2]}
{"e":"'1'::jsonb || '[2]'::jsonb","v":[1,2]}
{"e":"'1'::jsonb || '2'::jsonb","v":[1,2]}
{"e":"'{\"a\":1}'::jsonb || '[2]'::jsonb","v":[{"a":1},2]}
{"e":"'[2]'::jsonb || '{\"a\":1}'::jsonb","v":[2,{"a":1}]}
{"e":"'{\"a\":{\"b\":1,\"c\":2}}'::jsonb #- '{a,b}'","v":{"a":{"c":2}}}
{"e":"'[\"a\",{\"b\":1}]'::jsonb #- '{1,b}'","v":["a",{}]}
{"e":"'[1,2]'::jsonb #- '{-1}'","v":[1]}
{"e":"'{\"a\":1}'::jsonb #- '{z,y}'","v":{"a":1}}
{"e":"jsonb_set('{\"a\":1}','{b}','2')","v":{"a":1,"b":2}}
{"e":"jsonb_set('{\"a\":1}','{b}','2',false)","v":{"a":1}}
{"e":"jsonb_set('[1,2]','{0}','9')","v":[9,2]}
{"e":"jsonb_set('[1,2]','{-1}','9')","v":[1,9]}
{"e":"jsonb_set('[1,2]','{5}','9')","v":[1,2,9]}
{"e":"jsonb_set('[1,2]','{-5}','9')","v":[9,1,2]}
{"e":"jsonb_set('{\"a\":{\"b\":1}}','{a,c}','[1]')","v":{"a":{"b":1,"c":[1]}}}
{"e":"jsonb_set('{\"a\":{\"b\":1}}','{x,y}','1')","v":{"a":{"b":1}}}
{"e":"jsonb_set('[{\"f1\":1,\"f2\":null},2]','{0,f1}','[2,3,4]',false)","v":[{"f1":[2,3,4],"f2":null},2]}
{"e":"jsonb_set('{\"a\":1}','{a}',NULL)","v":null}
{"e":"jsonb_set('{\"a\":1}','{}','2')","v":{"a":1}}
{"e":"jsonb_set_lax('{\"a\":1}','{a}',NULL)","v":{"a":null}}
{"e":"jsonb_set_lax('{\"a\":1}','{a}',NULL,true,'delete_key')","v":{}}
{"e":"jsonb_set_lax('{\"a\":1}','{a}',NULL,true,'return_target')","v":{"a":1}}
{"e":"jsonb_insert('{\"a\":[0,1,2]}','{a,1}','\"new\"')","v":{"a":[0,"new",1,2]}}
{"e":"jsonb_insert('{\"a\":[0,1,2]}','{a,1}','\"new\"',true)","v":{"a":[0,1,"new",2]}}
{"e":"jsonb_insert('{\"a\":1}','{b}','2')","v":{"a":1,"b":2}}
{"e":"jsonb_insert('[1,2]','{9}','3')","v":[1,2,3]}
{"e":"jsonb_insert('[1,2]','{-1}','3')","v":[1,3,2]}
{"e":"jsonb_insert('[1,2]','{-1}','3',true)","v":[1,2,3]}
{"e":"jsonb_pretty('{\"a\":[1,{\"b\":null}],\"c\":{}}'::jsonb)","v":"{\n    \"a\": [\n        1,\n        {\n            \"b\": null\n        }\n    ],\n    \"c\": {\n    }\n}"}
{"e":"jsonb_pretty('[]'::jsonb)","v":"[\n]"}
{"e":"jsonb_pretty('1'::jsonb)","v":"1"}
{"e":"json_object('{a,1,b,2}')","v":{"a":"1","b":"2"}}
{"e":"json_object(ARRAY['a','1','b',NULL])","v":{"a":"1","b":null}}
{"e":"json_object(ARRAY['a','b'],ARRAY['1','2'])","v":{"a":"1","b":"2"}}
{"e":"array_to_json(ARRAY[1,2])","v":[1,2]}
{"e":"array_to_json(ARRAY['a',NULL])","v":["a",null]}
{"e":"jsonb_object('{a,1}')","v":{"a":"1"}}
