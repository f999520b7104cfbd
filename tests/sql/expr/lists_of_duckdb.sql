-- DuckDB's spellings over arrays; places count from 0.
SELECT len(a) AS len, list_sort(a) AS s, list_reverse_sort(a) AS r, list_apply(a, x -> x * 2) AS d, list_has_any(a, ARRAY[9, 3]) AS h,
    list_unique(a) AS u, list_intersect(a, [3, 1]) AS i, list_zip(a, ['x']) AS z, list_avg(a) AS m, list_position(a, 1) AS p,
    list_resize(a, 2) AS c, list_extract(a, -1) AS e, array_union(a, [7]) AS un, array_except(a, [1]) AS ex, list_count(a) AS n
FROM stdin
--- input
{"a":[3,1,null,3]}
{"a":[]}
--- output
{"len":4,"s":[1,3,3,null],"r":[3,3,1,null],"d":[6,2,null,6],"h":true,"u":2,"i":[3,1],"z":[[3,"x"],[1,null],[null,null],[3,null]],"m":2.3333333333333335,"p":1,"c":[3,1],"e":3,"un":[3,1,null,7],"ex":[3,null],"n":3}
{"len":0,"s":[],"r":[],"d":[],"h":false,"u":0,"i":[],"z":[[null,"x"]],"m":null,"p":null,"c":[null,null],"e":null,"un":[7],"ex":[],"n":0}
