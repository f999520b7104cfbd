-- Under --on-error=null it is NULL.
SELECT price, k FROM stdin
--- args --schema='price DOUBLE' --on-error=null
--- input
{"price":"n/a","k":1}
--- output
{"price":null,"k":1}
