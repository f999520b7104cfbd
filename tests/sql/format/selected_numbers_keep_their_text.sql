-- A selected number prints as it was written; a computed one prints shortest.
SELECT a, a + 0 AS b FROM stdin
--- input
{"a":1.50}
{"a":1E3}
--- output
{"a":1.50,"b":1.5}
{"a":1E3,"b":1000}
