-- Values into arrays and objects, NULL too.
SELECT g, json_agg(v) AS a, jsonb_agg(v) AS b, json_object_agg(k, v) AS o, jsonb_object_agg(k, v) AS p, histogram(v) AS h FROM stdin GROUP BY g
--- input
{"g":1,"k":"a","v":1}
{"g":2,"k":"b","v":"t"}
{"g":1,"k":"c","v":null}
{"g":1,"k":"d","v":1}
--- output
{"g":1,"a":[1,null,1],"b":[1,null,1],"o":{"a":1,"c":null,"d":1},"p":{"a":1,"c":null,"d":1},"h":{"1":2}}
{"g":2,"a":["t"],"b":["t"],"o":{"b":"t"},"p":{"b":"t"},"h":{"t":1}}
