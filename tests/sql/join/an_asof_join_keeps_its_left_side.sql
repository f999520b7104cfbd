-- ASOF answers the rows of its left side: a RIGHT or FULL one is refused.
SELECT a.id, b.id FROM a ASOF RIGHT JOIN b ON a.k = b.k AND a.ts >= b.ts
--- args -- a=a.csv b=b.csv
--- input a.csv
id,k,ts
--- input b.csv
id,k,ts
--- output
--- stderr
LDB-1001: a join that asks for the best row by time answers the rows of its left side: it is INNER or LEFT
hint: put the side whose rows are all kept to the left
--- exit 3
