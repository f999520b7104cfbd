-- array_agg keeps NULLs; json_object_agg makes an object.
SELECT array_agg(v) AS a, json_object_agg(k, v) AS b FROM stdin
--- input
{"k":"x","v":1}
{"k":"y","v":null}
--- output
{"a":[1,null],"b":{"x":1,"y":null}}
