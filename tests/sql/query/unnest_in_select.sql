-- UNNEST repeats the row for each element.
SELECT k, UNNEST(xs) AS x FROM stdin
--- input
{"k":"a","xs":[1,2]}
{"k":"b","xs":[]}
{"k":"c","xs":[3]}
--- output
{"k":"a","x":1}
{"k":"a","x":2}
{"k":"c","x":3}
