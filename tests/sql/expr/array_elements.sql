-- Elements added, removed, sorted out, and turned round.
SELECT array_append(a, 9) AS app, array_prepend(0, a) AS pre, array_concat(a, a) AS cc, array_cat(a, ARRAY[7]) AS cat, array_remove(a, 2) AS rem,
       array_distinct(a) AS dist, array_reverse(a) AS rev, array_slice(a, 0, 2) AS sl, a[1:-1] AS sl2, cardinality(a) AS n, make_array(a[0], 'x') AS mk FROM stdin
--- input
{"a":[2,1,2]}
{"a":[]}
{"a":null}
--- output
{"app":[2,1,2,9],"pre":[0,2,1,2],"cc":[2,1,2,2,1,2],"cat":[2,1,2,7],"rem":[1],"dist":[2,1],"rev":[2,1,2],"sl":[2,1],"sl2":[1],"n":3,"mk":[2,"x"]}
{"app":[9],"pre":[0],"cc":[],"cat":[7],"rem":[],"dist":[],"rev":[],"sl":[],"sl2":[],"n":0,"mk":[null,"x"]}
{"app":[9],"pre":[0],"cc":null,"cat":[7],"rem":null,"dist":null,"rev":null,"sl":null,"sl2":null,"n":null,"mk":[null,"x"]}
