-- CSV has its header also when there are no rows.
SELECT a, b + 1 AS c FROM stdin WHERE a > 5
--- args --csv
--- input
{"a":1}
--- output
a,c
