-- A pair for which the condition of a join fails is refused and counted, as a row of WHERE is.
SELECT a.id, b.id AS bid FROM 'a.csv' a JOIN 'b.csv' b ON a.k = b.k AND a.v + b.v > 3
--- input a.csv
id,k,v
1,x,1
2,x,two
--- input b.csv
id,k,v
7,x,3
--- output
{"id":1,"bid":7}
--- stderr
LDB-4013
