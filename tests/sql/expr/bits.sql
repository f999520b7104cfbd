-- Shifts and the complement.
SELECT a << 2 AS left_, a >> 1 AS right_, ~a AS other, -a AS minus FROM stdin
--- input
{"a":5}
{"a":-8}
{"a":null}
--- output
{"left_":20,"right_":2,"other":-6,"minus":-5}
{"left_":-32,"right_":-4,"other":7,"minus":8}
{"left_":null,"right_":null,"other":null,"minus":null}
