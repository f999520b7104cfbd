-- Against a number a text is its number, or unknown if it has none.
SELECT a, a > 5 AS gt FROM stdin
--- input
{"a":"12"}
{"a":"012"}
{"a":7}
{"a":"x"}
{"a":true}
--- output
{"a":"12","gt":true}
{"a":"012","gt":null}
{"a":7,"gt":true}
{"a":"x","gt":null}
{"a":true,"gt":null}
--- quiet
