-- Output escapes what JSON must, and nothing else.
SELECT a FROM stdin
--- input
{"a":"\u0001\b\f\n\r\t\"\\/\u00e9\ud83d\ude00"}
--- output
{"a":"\u0001\b\f\n\r\t\"\\/é😀"}
