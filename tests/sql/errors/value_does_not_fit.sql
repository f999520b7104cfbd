-- A value that does not fit its declared column makes the record a bad one, and says which.
SELECT * FROM stdin
--- args --schema='price DOUBLE'
--- input
{"price":1.5}
{"price":"n/a"}
{"price":"2.5"}
--- output
{"price":1.5}
{"price":2.5}
--- stderr
LDB-4001: stdin:2.*"price".*DOUBLE.*n/a
