-- Objects can be asked, merged and cut.
SELECT jsonb_merge(a, b) AS m, jsonb_pick(a, ARRAY['x']) AS p, jsonb_except(a, ARRAY['x']) AS e,
       json_typeof(a) AS t, a ? 'x' AS h, a @> b AS c
FROM stdin
--- input
{"a":{"x":1,"y":{"z":2}},"b":{"x":9}}
--- output
{"m":{"x":9,"y":{"z":2}},"p":{"x":1},"e":{"y":{"z":2}},"t":"object","h":true,"c":false}
