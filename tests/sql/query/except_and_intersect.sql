-- EXCEPT and INTERSECT answer at the end.
SELECT v FROM 'a.ndjson' EXCEPT SELECT v FROM 'b.ndjson'; SELECT v FROM 'a.ndjson' INTERSECT SELECT v FROM 'b.ndjson'
--- input a.ndjson
{"v":1}
{"v":2}
{"v":3}
--- input b.ndjson
{"v":2}
--- output
{"v":1}
{"v":3}
{"v":2}
