-- What jsonb_array_elements gives is the column value of its alias, and the alias alone means it too.
SELECT id, e.value->>'q' AS a, e->'q' AS b, e.q AS c, value AS d FROM stdin, jsonb_array_elements(items) e;
SELECT * EXCLUDE (items) FROM stdin CROSS JOIN json_array_elements(items);
SELECT g.g, g, k.k FROM generate_series(1, 2) g, UNNEST([3]) AS k
--- input
{"id":1,"items":[{"q":2},3]}
--- output
{"id":1,"a":"2","b":2,"c":2,"d":{"q":2}}
{"id":1,"a":null,"b":null,"c":null,"d":3}
{"id":1,"value":{"q":2}}
{"id":1,"value":3}
{"g":1,"g_2":1,"k":3}
{"g":2,"g_2":2,"k":3}
