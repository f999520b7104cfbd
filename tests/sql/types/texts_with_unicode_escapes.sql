-- U& before a text or a name: \XXXX and \+XXXXXX are characters.
SELECT U&'\0041bc \+01F600 d\\e''' a, U&"t\0061" FROM (VALUES (1)) v (ta)
--- output
{"a":"Abc 😀 d\\e'","ta":1}
