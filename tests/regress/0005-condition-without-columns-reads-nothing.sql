-- A condition that names no column does not make a SELECT without FROM read the input.
SELECT 1 AS a WHERE 2 > 1 AND NOT EXISTS (SELECT 1 WHERE false)
--- input
{"z":1}
{"z":2}
--- output
{"a":1}
