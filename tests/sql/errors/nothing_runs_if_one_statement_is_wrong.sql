-- A script with one bad statement runs nothing of it.
SELECT 1 AS a;
SELECT FROM WHERE;
--- exit 3
--- output
--- stderr
LDB-1000
