-- CSV quotes where it must; NULL is an empty field, and an empty text is "".
SELECT a, b, c FROM stdin
--- args --csv
--- input
{"a":1,"b":"x,y","c":null}
{"a":2.5,"b":"say \"hi\"","c":""}
{"a":true,"b":"two\nlines","c":[1,2]}
--- output
a,b,c
1,"x,y",
2.5,"say ""hi""",""
true,"two
lines","[1,2]"
