-- Paths of three spellings find the same.
SELECT o #> '{a,1,b}' AS a, o #>> '{a,1,b}' AS b, json_extract(o, '$.a[1].b') AS c, json_query(o, '$.a[1]') AS d, json_extract_string(o, '$.a[1].b') AS e,
       json_value(o, '$.a[0]') AS f, json_extract_path(o, 'a', '1') AS g, json_extract_path_text(o, 'a', '0') AS h,
       jsonb_extract_path(o, 'a') AS i, jsonb_extract_path_text(o, 'c') AS j FROM stdin
--- input
{"o":{"a":[10,{"b":"x"}],"c":null}}
{"o":{"a":"text"}}
{"o":null}
--- output
{"a":"x","b":"x","c":"x","d":{"b":"x"},"e":"x","f":"10","g":{"b":"x"},"h":"10","i":[10,{"b":"x"}],"j":null}
{"a":null,"b":null,"c":null,"d":null,"e":null,"f":null,"g":null,"h":null,"i":"text","j":null}
{"a":null,"b":null,"c":null,"d":null,"e":null,"f":null,"g":null,"h":null,"i":null,"j":null}
