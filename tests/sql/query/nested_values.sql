-- Nested values are reached by path, position and arrow.
SELECT a.b.c AS x, a['l'][0] AS y, a->'b'->>'c' AS z, a.l[-1] AS w, a.none.such AS v FROM stdin
--- input
{"a":{"b":{"c":"deep"},"l":[1,2,3]}}
--- output
{"x":"deep","y":1,"z":"deep","w":3,"v":null}
