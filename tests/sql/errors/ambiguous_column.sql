-- A column that two tables declare has to be qualified.
CREATE SOURCE a (k BIGINT, v BIGINT);
CREATE SOURCE b (k BIGINT, w BIGINT);
SELECT k FROM a JOIN b ON a.k = b.k
--- args -- a=a.ndjson b=b.ndjson
--- input a.ndjson
{"k":1,"v":1}
--- input b.ndjson
{"k":1,"w":1}
--- exit 3
--- stderr
LDB-1103
