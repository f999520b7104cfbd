-- Table functions in SELECT: a row for each key.
SELECT id, json_object_keys(o) AS k FROM stdin
--- input
{"id":1,"o":{"a":1,"b":2}}
{"id":2,"o":{}}
{"id":3,"o":{"c":0}}
--- output
{"id":1,"k":"a"}
{"id":1,"k":"b"}
{"id":3,"k":"c"}
