-- Against a text a number is its text.
SELECT a FROM stdin WHERE a = '1'
--- input
{"a":1}
{"a":"1"}
{"a":1.0}
--- output
{"a":1}
{"a":"1"}
