-- Objects and arrays are built from columns, and texts parsed.
SELECT json_build_object('k', k, 'v', v) AS a, json_object('k', k) AS b, jsonb_build_object('v', v) AS c, json_build_array(k, v) AS d,
       jsonb_build_array(v) AS e, json_array(v, NULL) AS f, to_json(k) AS g, to_jsonb(v) AS h, from_json(j) AS i, parse_json(j) AS j,
       json_valid(j) AS valid FROM stdin
--- input
{"k":"a\"b","v":1.50,"j":"{\"x\": [1, 2]}"}
{"k":"c","v":[true,null],"j":"7"}
{"k":null,"v":null,"j":null}
--- output
{"a":{"k":"a\"b","v":1.50},"b":{"k":"a\"b"},"c":{"v":1.50},"d":["a\"b",1.50],"e":[1.50],"f":[1.50,null],"g":"a\"b","h":1.50,"i":{"x": [1, 2]},"j":{"x": [1, 2]},"valid":true}
{"a":{"k":"c","v":[true,null]},"b":{"k":"c"},"c":{"v":[true,null]},"d":["c",[true,null]],"e":[[true,null]],"f":[[true,null],null],"g":"c","h":[true,null],"i":7,"j":7,"valid":true}
{"a":{"k":null,"v":null},"b":{"k":null},"c":{"v":null},"d":[null,null],"e":[null],"f":[null,null],"g":null,"h":null,"i":null,"j":null,"valid":null}
