-- UNION ALL of files reads its sides in turn.
SELECT a FROM 'x.ndjson' UNION ALL SELECT a + 10 FROM 'y.ndjson'
--- input x.ndjson
{"a":1}
{"a":2}
--- input y.ndjson
{"a":1}
--- output
{"a":1}
{"a":2}
{"a":11}
