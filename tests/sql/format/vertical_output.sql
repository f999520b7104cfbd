-- vertical is name and value a line, a blank line between rows.
SELECT k, value FROM stdin
--- args -F vertical
--- input
{"k":"a","value":1}
{"k":"b","value":2}
--- output
k     a
value 1

k     b
value 2
