-- The same by their jsonb names.
SELECT id, jsonb_array_elements(l) AS e FROM stdin UNION ALL SELECT id, json_array_elements(l) AS e FROM stdin
  UNION ALL SELECT id, jsonb_object_keys(o) AS e FROM stdin UNION ALL SELECT id, e.key AS e FROM stdin, jsonb_each(o) AS e
--- input
{"id":1,"l":["x",[1]],"o":{"k":1}}
--- output
{"id":1,"e":"x"}
{"id":1,"e":[1]}
{"id":1,"e":"x"}
{"id":1,"e":[1]}
{"id":1,"e":"k"}
{"id":1,"e":"k"}
