-- Under EMIT CHANGES a row more on the right takes one copy back.
SELECT v FROM stdin WHERE s = 'l' EXCEPT ALL SELECT v FROM stdin WHERE s = 'r' EMIT CHANGES
--- input
{"s":"l","v":5}
{"s":"l","v":5}
{"s":"r","v":5}
{"s":"r","v":5}
{"s":"r","v":5}
{"s":"l","v":5}
{"s":"l","v":5}
--- output
{"_weight":1,"v":5}
{"_weight":1,"v":5}
{"_weight":-1,"v":5}
{"_weight":-1,"v":5}
{"_weight":1,"v":5}
