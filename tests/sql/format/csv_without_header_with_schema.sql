-- Without a header the names and types of --schema are those of the columns in order.
SELECT v + 1 AS w, k FROM stdin
--- args -i csv --no-header --schema='k VARCHAR, v BIGINT'
--- input
01,1
02,2
--- output
{"w":2,"k":"01"}
{"w":3,"k":"02"}
