-- A first line that names a column of the query is a CSV header.
SELECT price * qty AS total FROM stdin
--- input
price,qty
2,3
--- output
{"total":6}
