-- Path expressions with filters: existence, truth, all and the first.
SELECT jsonb_path_exists(o, '$.v[*] ? (@ > 2)') AS e, jsonb_path_match(o, '$.v[0] == 1') AS m, jsonb_path_query_array(o, '$.v[*] ? (@ > 1)') AS all_,
       jsonb_path_query_first(o, '$.v[*]') AS first_, json_exists(o, '$.v') AS x FROM stdin
--- input
{"o":{"v":[1,2,3]}}
{"o":{"v":[0]}}
{"o":{"w":1}}
--- output
{"e":true,"m":true,"all_":[2,3],"first_":1,"x":true}
{"e":false,"m":false,"all_":[],"first_":0,"x":true}
{"e":false,"m":false,"all_":[],"first_":null,"x":false}
