-- A condition on the candidates alone is asked before they are kept; one on both rows lets any of them win.
EXPLAIN SELECT a.id FROM a ASOF JOIN b ON a.k = b.k AND a.ts >= b.ts AND b.good AND b.price < a.price
--- args -F raw -- a=a.csv b=b.csv
--- input a.csv
id,k,ts,price
--- input b.csv
k,ts,price,good
--- output
project id  [append-only]
  join inner on (k) = (k) where price < price, the newest not after the left time; state: rows that wait, all rows of the second input  [append-only]
    scan a  [append-only]
    filter good  [append-only]
      scan b  [append-only]
