-- Which keys and elements there are.
SELECT jsonb_exists(o, 'a') AS a, o ?| ARRAY['x', 'b'] AS b, o ?& ARRAY['a', 'b'] AS c, jsonb_exists_any(o, ARRAY['z']) AS d,
       jsonb_exists_all(o, ARRAY['a']) AS e, jsonb_contains(o, '{"a":1}') AS f, jsonb_contained_by('{"b":[2]}', o) AS g, '{"a":1}'::JSON <@ o AS h,
       json_keys(o) AS k, jsonb_typeof(o) AS t, json_typeof(o->'b') AS u, json_array_length(o->'b') AS n, jsonb_array_length(o->'b') AS p FROM stdin
--- input
{"o":{"a":1,"b":[2,3]}}
{"o":{"b":[]}}
--- output
{"a":true,"b":true,"c":true,"d":false,"e":true,"f":true,"g":true,"h":true,"k":["a","b"],"t":"object","u":"array","n":2,"p":2}
{"a":false,"b":true,"c":false,"d":false,"e":false,"f":false,"g":false,"h":false,"k":["b"],"t":"object","u":"array","n":0,"p":0}
