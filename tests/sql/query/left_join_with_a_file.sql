-- A LEFT JOIN keeps what has no partner; a NULL key has none.
SELECT o.id, c.name FROM stdin o LEFT JOIN 'c.csv' c ON o.cust = c.id
--- input
{"id":1,"cust":"x"}
{"id":2,"cust":null}
--- input c.csv
id,name
x,Ann
--- output
{"id":1,"name":"Ann"}
{"id":2,"name":null}
