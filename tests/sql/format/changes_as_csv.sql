-- In CSV the weight is the first column.
SELECT k, count(*) AS n FROM stdin GROUP BY k EMIT CHANGES
--- args --csv
--- input
{"k":"a"}
{"k":"a"}
--- output
_weight,k,n
1,a,1
-1,a,1
1,a,2
