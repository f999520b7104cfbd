-- The named forms of the arrows.
SELECT jsonb_get(o, 'l') AS a, jsonb_get_idx(o->'l', 1) AS b, jsonb_get_text(o, 't') AS c, jsonb_get_text_idx(o->'l', 0) AS d,
       jsonb_get_path(o, '{l,2,z}') AS e, jsonb_get_path_text(o, '{t}') AS f, json_infer_schema(o) AS g FROM stdin
--- input
{"o":{"l":["p",1.0,{"z":true}],"t":"word"}}
{"o":{"l":[],"t":null}}
--- output
{"a":["p",1.0,{"z":true}],"b":1.0,"c":"word","d":"p","e":true,"f":"word","g":{"l":["VARCHAR"],"t":"VARCHAR"}}
{"a":[],"b":null,"c":null,"d":null,"e":null,"f":null,"g":{"l":[],"t":"NULL"}}
