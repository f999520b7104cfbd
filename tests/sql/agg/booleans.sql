-- bool_and, bool_or and every.
SELECT bool_and(b) AS a, bool_or(b) AS o, every(b) AS e FROM stdin
--- input
{"b":true}
{"b":false}
{"b":null}
--- output
{"a":false,"o":true,"e":false}
