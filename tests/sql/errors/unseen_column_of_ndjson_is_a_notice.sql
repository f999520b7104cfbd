-- Over open records a column that no row has shown is NULL, with one notice.
SELECT prise FROM stdin
--- input
{"price":1}
{"price":2}
--- output
{"prise":null}
{"prise":null}
--- stderr
prise
