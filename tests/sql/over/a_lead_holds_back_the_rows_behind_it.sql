-- One output in the order of time: a row that waits for its next one is waited for by the rows after it.
SELECT n, LEAD(n) OVER (PARTITION BY line ORDER BY at) AS following FROM stdin
--- args -e at -w 0s
--- input
{"n":1,"line":"x","at":1000000000}
{"n":2,"line":"y","at":1000000010}
{"n":3,"line":"y","at":1000000020}
{"n":4,"line":"y","at":1000000030}
{"n":5,"line":"x","at":1000000040}
--- output
{"n":1,"following":5}
{"n":2,"following":3}
{"n":3,"following":4}
{"n":4,"following":null}
{"n":5,"following":null}
