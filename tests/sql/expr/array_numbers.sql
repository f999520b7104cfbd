-- Least, greatest and sum of the elements; NULL is left out.
SELECT array_min(a) AS mn, array_max(a) AS mx, array_sum(a) AS s, flatten(ARRAY[a, ARRAY[0]]) AS f FROM stdin
--- input
{"a":[3,null,1.5]}
{"a":[null]}
{"a":[]}
--- output
{"mn":1.5,"mx":3,"s":4.5,"f":[3,null,1.5,0]}
{"mn":null,"mx":null,"s":null,"f":[null,0]}
{"mn":null,"mx":null,"s":null,"f":[0]}
