-- Ties go to the first that arrived.
SELECT arg_min(k, v) AS a, arg_max(k, v) AS b FROM stdin
--- input
{"k":"a","v":2}
{"k":"b","v":1}
{"k":"c","v":1}
{"k":"d","v":2}
--- output
{"a":"b","b":"a"}
