-- Fields of a CSV that JSON would call numbers are numbers; empty is NULL, "" is empty text.
FROM stdin
--- args -i csv
--- input
a,b,c,d,e
1,1.50,01,,""
-0,1e5,+1,true,x y
.5,0x1,"7",false,null
--- output
{"a":1,"b":1.50,"c":"01","d":null,"e":""}
{"a":-0,"b":1e5,"c":"+1","d":true,"e":"x y"}
{"a":".5","b":"0x1","c":7,"d":false,"e":"null"}
--- quiet
