-- EXCEPT of a stream with itself: what a row takes away and gives back at once is not told.
SELECT k FROM stdin EXCEPT SELECT k FROM stdin WHERE v > 1 EMIT CHANGES
--- input
{"k":1,"v":2}
{"k":2,"v":1}
{"k":2,"v":5}
{"k":3,"v":7}
--- output
{"_weight":1,"k":2}
{"_weight":-1,"k":2}
