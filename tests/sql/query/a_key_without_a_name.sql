-- A JSON key may be the empty text.
SELECT "", s."" + 1 AS n, * EXCLUDE ("") FROM stdin s WHERE "" > 1
--- input
{"":1,"a":2}
{"":3,"a":4}
--- output
{"":3,"n":4,"a":4}
--- quiet
