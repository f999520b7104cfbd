-- NOT IN holds for no row once a NULL is among the values.
SELECT id FROM stdin WHERE v NOT IN (SELECT v FROM stdin WHERE t = 'p') EMIT CHANGES
--- input
{"id":0,"k":"a","v":1,"t":"p"}
{"id":1,"k":"b","v":3,"t":"q"}
{"id":2,"k":"a","v":2,"t":"q"}
{"id":3,"k":null,"v":null,"t":"p"}
{"id":4,"k":"b","v":7,"t":"p"}
--- output
{"_weight":1,"id":1}
{"_weight":1,"id":2}
{"_weight":-1,"id":1}
{"_weight":-1,"id":2}
