-- Between dynamic values a number never equals a text.
SELECT a = b AS eq FROM stdin
--- input
{"a":1,"b":"1"}
{"a":1,"b":1.0}
{"a":"x","b":"x"}
--- output
{"eq":false}
{"eq":true}
{"eq":true}
