-- Members and elements become rows beside the columns of their row.
SELECT id, key, value FROM stdin, json_each(o)
--- input
{"id":1,"o":{"a":1,"b":[2]}}
{"id":2,"o":{}}
{"id":3,"o":{"c":null}}
--- output
{"id":1,"key":"a","value":1}
{"id":1,"key":"b","value":[2]}
{"id":3,"key":"c","value":null}
