-- Without a header columns are c1, c2, ...
SELECT c2, c1 FROM stdin
--- args -i csv --no-header
--- input
a,1
b,2
--- output
{"c2":1,"c1":"a"}
{"c2":2,"c1":"b"}
