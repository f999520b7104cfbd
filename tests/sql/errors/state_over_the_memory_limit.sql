-- State beyond --max-memory ends the run with the operator that holds it; nothing is cut off in silence.
SELECT a, count(*) AS n FROM stdin GROUP BY a
--- args --max-memory=100
--- input
{"a":"one"}
{"a":"two"}
{"a":"three"}
--- exit 1
--- stderr
LDB-7001.*"group"
hint: .*--max-memory
