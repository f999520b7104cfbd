-- string_agg goes by arrival, or by its own ORDER BY.
SELECT string_agg(v, ',') AS a, string_agg(v, ',' ORDER BY v DESC) AS b, string_agg(DISTINCT v, '') AS c FROM stdin
--- input
{"v":"b"}
{"v":"a"}
{"v":"b"}
--- output
{"a":"b,a,b","b":"b,b,a","c":"ba"}
