-- A file that is joined is a snapshot, read first and whole.
SELECT o.id, c.name FROM stdin o JOIN 'c.csv' c ON o.cust = c.id
--- input
{"id":1,"cust":"x"}
{"id":2,"cust":"y"}
{"id":3,"cust":"z"}
--- input c.csv
id,name
x,Ann
y,Bob
--- output
{"id":1,"name":"Ann"}
{"id":2,"name":"Bob"}
