-- Merging, renaming, picking, flattening and stripping of members.
SELECT jsonb_deep_merge(o, '{"a":{"y":2}}') AS deep, jsonb_rename_keys(o, '{"n":"m"}') AS renamed, jsonb_strip_nulls(o) AS stripped,
       json_strip_nulls(o) AS stripped2, jsonb_flatten(o) AS flat, jsonb_unflatten(jsonb_flatten(o)) AS back FROM stdin
--- input
{"o":{"a":{"x":1},"n":null}}
{"o":{"a":5,"l":[1,{"q":2}]}}
--- output
{"deep":{"a":{"x":1,"y":2},"n":null},"renamed":{"a":{"x":1},"m":null},"stripped":{"a":{"x":1}},"stripped2":{"a":{"x":1}},"flat":{"a.x":1,"n":null},"back":{"a":{"x":1},"n":null}}
{"deep":{"a":{"y":2},"l":[1,{"q":2}]},"renamed":{"a":5,"l":[1,{"q":2}]},"stripped":{"a":5,"l":[1,{"q":2}]},"stripped2":{"a":5,"l":[1,{"q":2}]},"flat":{"a":5,"l.0":1,"l.1.q":2},"back":{"a":5,"l":[1,{"q":2}]}}
