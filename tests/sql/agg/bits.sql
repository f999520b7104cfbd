-- Bitwise aggregates.
SELECT bit_and(v) AS a, bit_or(v) AS o, bit_xor(v) AS x FROM stdin
--- input
{"v":12}
{"v":10}
--- output
{"a":8,"o":14,"x":6}
