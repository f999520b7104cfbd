-- CASE chooses row by row.
SELECT CASE WHEN v < 0 THEN 'less' WHEN v > 0 THEN 'more' ELSE 'none' END AS c FROM stdin
--- input
{"v":-1}
{"v":0}
{"v":1}
{"v":null}
--- output
{"c":"less"}
{"c":"none"}
{"c":"more"}
{"c":"none"}
