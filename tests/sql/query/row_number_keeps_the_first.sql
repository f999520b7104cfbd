-- ROW_NUMBER() = 1 keeps the first row of a key.
SELECT k, v FROM (SELECT k, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v DESC) AS r FROM 'x.ndjson') t WHERE r = 1
--- input x.ndjson
{"k":"a","v":1}
{"k":"b","v":5}
{"k":"a","v":3}
--- output
{"k":"b","v":5}
{"k":"a","v":3}
