-- Members and elements as rows of texts.
SELECT t.key, t.value, e FROM stdin CROSS JOIN json_each_text(j) AS t CROSS JOIN jsonb_array_elements_text(a) AS x(e)
--- input
{"j":{"k":1,"l":"x","m":null},"a":[1,"y",[2]]}
--- output
{"key":"k","value":"1","e":"1"}
{"key":"k","value":"1","e":"y"}
{"key":"k","value":"1","e":"[2]"}
{"key":"l","value":"x","e":"1"}
{"key":"l","value":"x","e":"y"}
{"key":"l","value":"x","e":"[2]"}
{"key":"m","value":null,"e":"1"}
{"key":"m","value":null,"e":"y"}
{"key":"m","value":null,"e":"[2]"}
