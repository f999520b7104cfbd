-- A changelog may come as CSV: the first line has _weight or _op.
SELECT k, sum(v) AS s FROM stdin GROUP BY k ORDER BY k
--- args -i changelog
--- input
_op,k,v
+I,a,1
+I,b,2
-U,a,1
+U,a,5
-D,b,2
+I,c,7
--- output
{"k":"a","s":5}
{"k":"c","s":7}
