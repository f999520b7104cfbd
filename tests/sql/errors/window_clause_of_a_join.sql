-- The WINDOW clause is of a query over one table.
SELECT count(*) FROM a JOIN b WINDOW TUMBLING (SIZE 5 SECONDS) ON a.k = b.k GROUP BY a.k
--- exit 3
--- stderr
LDB-1004: WINDOW stands behind the one table of FROM
hint: GROUP BY k, TUMBLE
