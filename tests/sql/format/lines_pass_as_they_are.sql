-- SELECT * from NDJSON to NDJSON passes lines byte for byte.
SELECT * FROM stdin WHERE a > 1
--- input
{ "a" : 1.0 }
{"a":2.50,  "b":[1, 2],"c":"\u0041\/"}
{"b":null , "a":1e1}
--- output
{"a":2.50,  "b":[1, 2],"c":"\u0041\/"}
{"b":null , "a":1e1}
--- quiet
