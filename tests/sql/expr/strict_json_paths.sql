-- A strict path fails where something is not there, unless it is silent; inside of a predicate that is unknown.
SELECT TRY(jsonb_path_exists(v, 'strict $.b')) a, jsonb_path_exists(v, 'lax $.b') b, jsonb_path_exists(v, 'strict $.b', '{}', true) c,
    jsonb_path_query_array(v, 'strict $.a[*] ? (@.b >= 1)') d, TRY(jsonb_path_query_array(v, 'strict $.a.b')) e,
    TRY(jsonb_path_query_array(v, 'strict $.a[2]')) f, jsonb_path_query_array(v, 'strict $.a[0].b') g,
    jsonb_path_match(v, 'strict $.x == 1') h, jsonb_path_query_array(v, 'strict $.a[5]', '{}', true) i,
    jsonb_path_query_array(v, 'strict $.a[*] ? ((@.b == 1) is unknown)') j
FROM stdin
--- input
{"v":{"a":[{"b":1},{"c":2}]}}
--- output
{"a":null,"b":false,"c":null,"d":[{"b":1}],"e":null,"f":null,"g":[1],"h":null,"i":[],"j":[{"c":2}]}
