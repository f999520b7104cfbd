-- Values of several kinds sort as booleans, numbers, text.
SELECT a FROM stdin ORDER BY a
--- input
{"a":"b"}
{"a":10}
{"a":true}
{"a":"a"}
{"a":9.5}
{"a":false}
--- output
{"a":false}
{"a":true}
{"a":9.5}
{"a":10}
{"a":"a"}
{"a":"b"}
