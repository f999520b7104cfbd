-- A nested value is a field of JSON text in CSV.
SELECT a, b FROM stdin
--- args --csv
--- input
{"a":{"x":"y,z"},"b":1}
--- output
a,b
"{""x"":""y,z""}",1
