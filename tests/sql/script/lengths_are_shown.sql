-- DESCRIBE, SHOW CREATE and EXPLAIN (SQL) say the lengths.
CREATE SOURCE s (a VARCHAR(3), b CHAR(2)[], t TIMESTAMP(9) WITH TIME ZONE, c TIME(0), n INT2, i INTERVAL(3));
DESCRIBE s;
SHOW CREATE SOURCE s;
EXPLAIN (SQL) SELECT a::TEXT(2), t::TIMESTAMP_LTZ(3) FROM s
--- output
{"column":"a","type":"VARCHAR(3)"}
{"column":"b","type":"VARCHAR(2)[]"}
{"column":"t","type":"TIMESTAMP(6)"}
{"column":"c","type":"TIME(0)"}
{"column":"n","type":"SMALLINT"}
{"column":"i","type":"INTERVAL(3)"}
{"statement":"CREATE SOURCE s (a VARCHAR(3), b VARCHAR(2)[], t TIMESTAMP(6), c TIME(0), n SMALLINT, i INTERVAL(3))"}
{"plan":"SELECT CAST(a AS VARCHAR(2)), CAST(t AS TIMESTAMP(3)) FROM s"}
