-- Elements of a declared array are read as the type says, without loss; braces are arrays too.
CREATE SOURCE stdin (a INTEGER[], t VARCHAR[]);
SELECT a, a[0] + 1 AS first, t FROM stdin
--- input
{"a":[1,"2"],"t":[1,null,"x"]}
{"a":[1.5],"t":[]}
{"a":"{3,4}","t":"{a,\"b c\",NULL}"}
{"a":"[6.5]","t":[]}
{"a":[7.0],"t":null}
--- output
{"a":[1,2],"first":2,"t":["1",null,"x"]}
{"a":[3,4],"first":4,"t":["a","b c",null]}
{"a":[7],"first":8,"t":null}
--- stderr
expected INTEGER\[\], found \[1.5\]
2 rows refused
--- exit 0
