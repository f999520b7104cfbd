-- In TSV the operation is the first column.
SELECT k, count(*) AS n FROM stdin GROUP BY k EMIT CHANGES
--- args --tsv --changelog=op
--- input
{"k":"a"}
{"k":"a"}
--- output
_op	k	n
+I	a	1
-U	a	1
+U	a	2
