-- Maps of keys to values, and structs.
SELECT map(ARRAY['a', 'b'], ARRAY[v, 2]) AS m, map_keys(o) AS k, map_values(o) AS vs, map_entries(o) AS e, map_contains_key(o, 'x') AS c,
       element_at(o, 'x') AS at, struct_pack(p := v, q := 'z') AS s, struct_extract(o, 'x') AS x FROM stdin
--- input
{"v":1,"o":{"x":10,"y":[1]}}
{"v":null,"o":{}}
--- output
{"m":{"a":1,"b":2},"k":["x","y"],"vs":[10,[1]],"e":[{"key":"x","value":10},{"key":"y","value":[1]}],"c":true,"at":10,"s":{"p":1,"q":"z"},"x":10}
{"m":{"a":null,"b":2},"k":[],"vs":[],"e":[],"c":false,"at":null,"s":{"p":null,"q":"z"},"x":null}
