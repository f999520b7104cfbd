-- SQL/JSON paths: methods, levels, variables, like_regex, is unknown.
SELECT 'jsonb_path_exists(''{"a":[1,2,3,4,5]}'',''$.a[*] ? (@ >= $min && @ <= $max)'',''{"min":2,"max":4}'')' AS e, to_json(jsonb_path_exists('{"a":[1,2,3,4,5]}','$.a[*] ? (@ >= $min && @ <= $max)','{"min":2,"max":4}')) AS v
UNION ALL SELECT 'jsonb_path_match(''{"a":[1,2,3,4,5]}'',''exists($.a[*] ? (@ >= $min))'',''{"min":2}'')' AS e, to_json(jsonb_path_match('{"a":[1,2,3,4,5]}','exists($.a[*] ? (@ >= $min))','{"min":2}')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a":[1,2,3,4,5]}'',''$.a[*] ? (@ >= $min)'',''{"min":4}'')' AS e, to_json(jsonb_path_query_array('{"a":[1,2,3,4,5]}','$.a[*] ? (@ >= $min)','{"min":4}')) AS v
UNION ALL SELECT 'jsonb_path_query_first(''{"a":[1,2,3]}'',''$.a[*] ? (@ > 9)'')' AS e, to_json(jsonb_path_query_first('{"a":[1,2,3]}','$.a[*] ? (@ > 9)')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a":1,"b":"x"}'',''$.*'')' AS e, to_json(jsonb_path_query_array('{"a":1,"b":"x"}','$.*')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a":{"b":{"c":1}}}'',''$.**'')' AS e, to_json(jsonb_path_query_array('{"a":{"b":{"c":1}}}','$.**')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a":{"b":{"c":1}}}'',''$.**{2}'')' AS e, to_json(jsonb_path_query_array('{"a":{"b":{"c":1}}}','$.**{2}')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''[1,2,3]'',''$[last]'')' AS e, to_json(jsonb_path_query_array('[1,2,3]','$[last]')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''[1,2,3]'',''$[0 to 1]'')' AS e, to_json(jsonb_path_query_array('[1,2,3]','$[0 to 1]')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''[1,2,3]'',''$[last-1 to last]'')' AS e, to_json(jsonb_path_query_array('[1,2,3]','$[last-1 to last]')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''[1,2,3]'',''$.size()'')' AS e, to_json(jsonb_path_query_array('[1,2,3]','$.size()')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a":[1,2]}'',''$.a.size()'')' AS e, to_json(jsonb_path_query_array('{"a":[1,2]}','$.a.size()')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''[1,"a",null,true,{},[]]'',''$[*].type()'')' AS e, to_json(jsonb_path_query_array('[1,"a",null,true,{},[]]','$[*].type()')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a":1.5}'',''$.a.floor()'')' AS e, to_json(jsonb_path_query_array('{"a":1.5}','$.a.floor()')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a":1.5}'',''$.a.ceiling()'')' AS e, to_json(jsonb_path_query_array('{"a":1.5}','$.a.ceiling()')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''["abc","xbc"]'',''$[*] ? (@ starts with "a")'')' AS e, to_json(jsonb_path_query_array('["abc","xbc"]','$[*] ? (@ starts with "a")')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''["abc","xbc","ABC"]'',''$[*] ? (@ like_regex "^a" flag "i")'')' AS e, to_json(jsonb_path_query_array('["abc","xbc","ABC"]','$[*] ? (@ like_regex "^a" flag "i")')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''[{"x":1},{"y":2}]'',''$[*] ? (exists(@.x))'')' AS e, to_json(jsonb_path_query_array('[{"x":1},{"y":2}]','$[*] ? (exists(@.x))')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''[1,null,"a"]'',''$[*] ? (@ == null)'')' AS e, to_json(jsonb_path_query_array('[1,null,"a"]','$[*] ? (@ == null)')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''[1,2,3]'',''$[*] ? (!(@ == 2))'')' AS e, to_json(jsonb_path_query_array('[1,2,3]','$[*] ? (!(@ == 2))')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''[1,"x"]'',''$[*] ? ((@ > 0) is unknown)'')' AS e, to_json(jsonb_path_query_array('[1,"x"]','$[*] ? ((@ > 0) is unknown)')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a":1}'',''lax $.b'')' AS e, to_json(jsonb_path_query_array('{"a":1}','lax $.b')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a b":1}'',''$."a b"'')' AS e, to_json(jsonb_path_query_array('{"a b":1}','$."a b"')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a":1,"b":2}'',''$.keyvalue().key'')' AS e, to_json(jsonb_path_query_array('{"a":1,"b":2}','$.keyvalue().key')) AS v
UNION ALL SELECT 'jsonb_path_exists(''{"a":1}'',''$.b'')' AS e, to_json(jsonb_path_exists('{"a":1}','$.b')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a":{"b":{"c":1}}}'',''$.**{1 to 2}'')' AS e, to_json(jsonb_path_query_array('{"a":{"b":{"c":1}}}','$.**{1 to 2}')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a":{"b":{"c":1}},"d":[2]}'',''$.**{last}'')' AS e, to_json(jsonb_path_query_array('{"a":{"b":{"c":1}},"d":[2]}','$.**{last}')) AS v
UNION ALL SELECT 'jsonb_path_exists(''{"a":"abc"}'',''$ ? (@.a like_regex "^A" flag "i")'')' AS e, to_json(jsonb_path_exists('{"a":"abc"}','$ ? (@.a like_regex "^A" flag "i")')) AS v
UNION ALL SELECT 'jsonb_path_exists(''{"a":"abc"}'',''$ ? (@.a like_regex "^z")'')' AS e, to_json(jsonb_path_exists('{"a":"abc"}','$ ? (@.a like_regex "^z")')) AS v
UNION ALL SELECT 'jsonb_path_query_array(''{"a":-1.5}'',''$.a.abs()'')' AS e, to_json(jsonb_path_query_array('{"a":-1.5}','$.a.abs()')) AS v
--- output
{"e":"jsonb_path_exists('{\"a\":[1,2,3,4,5]}','$.a[*] ? (@ >= $min && @ <= $max)','{\"min\":2,\"max\":4}')","v":true}
{"e":"jsonb_path_match('{\"a\":[1,2,3,4,5]}','exists($.a[*] ? (@ >= $min))','{\"min\":2}')","v":true}
{"e":"jsonb_path_query_array('{\"a\":[1,2,3,4,5]}','$.a[*] ? (@ >= $min)','{\"min\":4}')","v":[4,5]}
{"e":"jsonb_path_query_first('{\"a\":[1,2,3]}','$.a[*] ? (@ > 9)')","v":null}
{"e":"jsonb_path_query_array('{\"a\":1,\"b\":\"x\"}','$.*')","v":[1,"x"]}
{"e":"jsonb_path_query_array('{\"a\":{\"b\":{\"c\":1}}}','$.**')","v":[{"a":{"b":{"c":1}}},{"b":{"c":1}},{"c":1},1]}
{"e":"jsonb_path_query_array('{\"a\":{\"b\":{\"c\":1}}}','$.**{2}')","v":[{"c":1}]}
{"e":"jsonb_path_query_array('[1,2,3]','$[last]')","v":[3]}
{"e":"jsonb_path_query_array('[1,2,3]','$[0 to 1]')","v":[1,2]}
{"e":"jsonb_path_query_array('[1,2,3]','$[last-1 to last]')","v":[2,3]}
{"e":"jsonb_path_query_array('[1,2,3]','$.size()')","v":[3]}
{"e":"jsonb_path_query_array('{\"a\":[1,2]}','$.a.size()')","v":[2]}
{"e":"jsonb_path_query_array('[1,\"a\",null,true,{},[]]','$[*].type()')","v":["number","string","null","boolean","object","array"]}
{"e":"jsonb_path_query_array('{\"a\":1.5}','$.a.floor()')","v":[1]}
{"e":"jsonb_path_query_array('{\"a\":1.5}','$.a.ceiling()')","v":[2]}
{"e":"jsonb_path_query_array('[\"abc\",\"xbc\"]','$[*] ? (@ starts with \"a\")')","v":["abc"]}
{"e":"jsonb_path_query_array('[\"abc\",\"xbc\",\"ABC\"]','$[*] ? (@ like_regex \"^a\" flag \"i\")')","v":["abc","ABC"]}
{"e":"jsonb_path_query_array('[{\"x\":1},{\"y\":2}]','$[*] ? (exists(@.x))')","v":[{"x":1}]}
{"e":"jsonb_path_query_array('[1,null,\"a\"]','$[*] ? (@ == null)')","v":[null]}
{"e":"jsonb_path_query_array('[1,2,3]','$[*] ? (!(@ == 2))')","v":[1,3]}
{"e":"jsonb_path_query_array('[1,\"x\"]','$[*] ? ((@ > 0) is unknown)')","v":["x"]}
{"e":"jsonb_path_query_array('{\"a\":1}','lax $.b')","v":[]}
{"e":"jsonb_path_query_array('{\"a b\":1}','$.\"a b\"')","v":[1]}
{"e":"jsonb_path_query_array('{\"a\":1,\"b\":2}','$.keyvalue().key')","v":["a","b"]}
{"e":"jsonb_path_exists('{\"a\":1}','$.b')","v":false}
{"e":"jsonb_path_query_array('{\"a\":{\"b\":{\"c\":1}}}','$.**{1 to 2}')","v":[{"b":{"c":1}},{"c":1}]}
{"e":"jsonb_path_query_array('{\"a\":{\"b\":{\"c\":1}},\"d\":[2]}','$.**{last}')","v":[1,2]}
{"e":"jsonb_path_exists('{\"a\":\"abc\"}','$ ? (@.a like_regex \"^A\" flag \"i\")')","v":true}
{"e":"jsonb_path_exists('{\"a\":\"abc\"}','$ ? (@.a like_regex \"^z\")')","v":false}
{"e":"jsonb_path_query_array('{\"a\":-1.5}','$.a.abs()')","v":[1.5]}
