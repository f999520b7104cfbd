-- WITH ORDINALITY counts from one.
SELECT k, v, i FROM stdin CROSS JOIN UNNEST(xs) WITH ORDINALITY AS t(v, i)
--- input
{"k":"a","xs":["x","y"]}
--- output
{"k":"a","v":"x","i":1}
{"k":"a","v":"y","i":2}
