-- A key that uses one column twice, as NULLIF does, joins like any other.
SELECT x.a, y.b FROM 'x.ndjson' AS x LEFT JOIN 'y.ndjson' AS y ON x.a = nullif(y.b, 1)
--- input x.ndjson
{"a":1}
{"a":2}
--- input y.ndjson
{"b":1}
{"b":2}
--- output
{"a":1,"b":null}
{"a":2,"b":2}
