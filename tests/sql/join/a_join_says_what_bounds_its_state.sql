-- EXPLAIN names the distance of times that an interval join goes by, however it was written.
EXPLAIN SELECT a.v FROM 'a.csv' a JOIN 'b.csv' b ON a.k = b.k AND a.t > b.t - INTERVAL '3' SECOND AND b.t >= a.t
--- args -F raw
--- input a.csv
k,t,v
--- input b.csv
k,t
--- output
project v  [append-only]
  join inner on (k) = (k), right time from 00:00:00 to 00:00:03 (without) of the left; state: rows within that distance of the watermark, lateness 00:00:00  [append-only]
    scan a.csv  [append-only]
    scan b.csv  [append-only]
