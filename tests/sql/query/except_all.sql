-- EXCEPT ALL and INTERSECT ALL count equal rows.
SELECT 'except' AS op, v FROM (SELECT v FROM stdin WHERE s = 'l' EXCEPT ALL SELECT v FROM stdin WHERE s = 'r')
UNION ALL
SELECT 'both', v FROM (SELECT v FROM stdin WHERE s = 'l' INTERSECT ALL SELECT v FROM stdin WHERE s = 'r')
ORDER BY op, v
--- input
{"s":"l","v":5}
{"s":"r","v":5}
{"s":"l","v":5}
{"s":"l","v":6}
{"s":"l","v":5}
{"s":"r","v":5}
{"s":"r","v":8}
--- output
{"op":"both","v":5}
{"op":"both","v":5}
{"op":"except","v":5}
{"op":"except","v":6}
