-- A quoted field may hold newlines, delimiters and doubled quotes.
FROM stdin
--- args -i csv
--- input
a,b
"1
2","say ""x"", y"
3,4
--- output
{"a":"1\n2","b":"say \"x\", y"}
{"a":3,"b":4}
