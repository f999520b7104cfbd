-- Rows told before are told anew when the value they stand beside changes; the row that changes it has it at once.
SELECT id, (SELECT max(v) FROM stdin) AS m FROM stdin EMIT CHANGES
--- input
{"id":0,"k":"a","v":1,"t":"p"}
{"id":1,"k":"b","v":3,"t":"q"}
{"id":2,"k":"a","v":2,"t":"q"}
{"id":3,"k":null,"v":null,"t":"p"}
{"id":4,"k":"b","v":7,"t":"p"}
--- output
{"_weight":1,"id":0,"m":1}
{"_weight":-1,"id":0,"m":1}
{"_weight":1,"id":0,"m":3}
{"_weight":1,"id":1,"m":3}
{"_weight":1,"id":2,"m":3}
{"_weight":1,"id":3,"m":3}
{"_weight":-1,"id":0,"m":3}
{"_weight":1,"id":0,"m":7}
{"_weight":-1,"id":1,"m":3}
{"_weight":1,"id":1,"m":7}
{"_weight":-1,"id":2,"m":3}
{"_weight":1,"id":2,"m":7}
{"_weight":-1,"id":3,"m":3}
{"_weight":1,"id":3,"m":7}
{"_weight":1,"id":4,"m":7}
