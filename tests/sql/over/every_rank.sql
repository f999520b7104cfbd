-- Ranks, places and the n-th value of a partition.
SELECT k, v, row_number() OVER w AS n, rank() OVER w AS r, dense_rank() OVER w AS d, percent_rank() OVER w AS p, cume_dist() OVER w AS c, ntile(2) OVER w AS t,
nth_value(id, 2) OVER w AS x FROM stdin WINDOW w AS (ORDER BY k) ORDER BY id
--- input
{"id":1,"k":"a","v":10}
{"id":2,"k":"b","v":20}
{"id":3,"k":"a","v":30}
{"id":4,"k":"c","v":null}
--- input b.ndjson
{"k":"a","w":1}
{"k":"b","w":2}
{"k":"d","w":3}
--- output
{"k":"a","v":10,"n":1,"r":1,"d":1,"p":0,"c":0.5,"t":1,"x":3}
{"k":"b","v":20,"n":3,"r":3,"d":2,"p":0.6666666666666666,"c":0.75,"t":2,"x":3}
{"k":"a","v":30,"n":2,"r":1,"d":1,"p":0,"c":0.5,"t":1,"x":3}
{"k":"c","v":null,"n":4,"r":4,"d":3,"p":1,"c":1,"t":2,"x":3}
--- quiet
