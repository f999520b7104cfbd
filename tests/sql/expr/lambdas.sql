-- Functions of elements.
SELECT list_transform(a, x -> x * 2) AS t, array_filter(a, x -> x > 1) AS f, list_filter(a, x -> x IS NOT NULL) AS g,
       array_reduce(a, 0, (s, x) -> s + x) AS r FROM stdin
--- input
{"a":[1,2,3]}
{"a":[]}
{"a":[5,null]}
--- output
{"t":[2,4,6],"f":[2,3],"g":[1,2,3],"r":6}
{"t":[],"f":[],"g":[],"r":0}
{"t":[10,null],"f":[5],"g":[5],"r":null}
