-- A hash is the same for the same values, and nothing else.
SELECT hash(a) = hash(b) AS same, hash(a, b) = hash(b, a) AS turned FROM stdin
--- input
{"a":1,"b":1}
{"a":"1","b":"2"}
{"a":null,"b":null}
--- output
{"same":true,"turned":true}
{"same":false,"turned":false}
{"same":true,"turned":true}
