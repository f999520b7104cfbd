-- IN is NULL once a NULL is among the values and the value itself is not; EXISTS goes by its keys.
SELECT id, v IN (SELECT v FROM stdin WHERE t = 'p') AS i, EXISTS (SELECT 1 FROM stdin b WHERE b.k = a.k AND b.t = 'q') AS e FROM stdin a EMIT CHANGES
--- input
{"id":0,"k":"a","v":1,"t":"p"}
{"id":1,"k":"b","v":3,"t":"q"}
{"id":2,"k":"a","v":2,"t":"q"}
{"id":3,"k":null,"v":null,"t":"p"}
{"id":4,"k":"b","v":7,"t":"p"}
--- output
{"_weight":1,"id":0,"i":true,"e":false}
{"_weight":1,"id":1,"i":false,"e":true}
{"_weight":-1,"id":0,"i":true,"e":false}
{"_weight":1,"id":0,"i":true,"e":true}
{"_weight":1,"id":2,"i":false,"e":true}
{"_weight":-1,"id":1,"i":false,"e":true}
{"_weight":1,"id":1,"i":null,"e":true}
{"_weight":-1,"id":2,"i":false,"e":true}
{"_weight":1,"id":2,"i":null,"e":true}
{"_weight":1,"id":3,"i":null,"e":false}
{"_weight":1,"id":4,"i":true,"e":true}
