-- A subquery used as a value fails with its second row; what was told before stays.
SELECT id, (SELECT v FROM stdin) AS m FROM stdin EMIT CHANGES
--- input
{"id":0,"k":"a","v":1,"t":"p"}
{"id":1,"k":"b","v":3,"t":"q"}
{"id":2,"k":"a","v":2,"t":"q"}
{"id":3,"k":null,"v":null,"t":"p"}
{"id":4,"k":"b","v":7,"t":"p"}
--- output
{"_weight":1,"id":0,"m":1}
--- stderr
laminar: LDB-4011: a subquery used as a value gave more than one row
--- exit 1
