-- Arrays count from zero, from the end with negative positions, and slices are half open.
SELECT a[0] AS a, a[-1] AS b, a[1:2] AS c, array_length(a) AS d, array_contains(a, 2) AS e, array_position(a, 3) AS f,
       array_sort(a) AS g, array_transform(a, x -> x * 2) AS h
FROM stdin
--- input
{"a":[3,1,2]}
--- output
{"a":3,"b":2,"c":[1],"d":3,"e":true,"f":0,"g":[1,2,3],"h":[6,2,4]}
