-- @? and @@ give NULL where a strict path leads to what is not there.
SELECT v @? 'strict $.b' a, v @? '$.a[*] ? (@ > 1)' b, v @@ '$.a[0] == 1' c, v @@ 'strict $.b == 1' d, v @? '$.x' e FROM stdin
--- input
{"v":{"a":[1,2]}}
--- output
{"a":null,"b":true,"c":true,"d":null,"e":false}
