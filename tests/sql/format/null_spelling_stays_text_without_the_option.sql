-- Without --null nothing but an empty field is NULL.
SELECT a IS NULL AS n FROM stdin
--- args -i csv
--- input
a,b
NULL,1
NA,1
,1
--- output
{"n":false}
{"n":false}
{"n":true}
