-- A variable of the environment in an option of a connector must have a value.
CREATE SOURCE s (a BIGINT) FROM FILE (path = '${LAMINAR_TEST_NO_SUCH_VARIABLE}/a.csv');
SELECT * FROM s
--- exit 3
--- stderr
LDB-0003.*LAMINAR_TEST_NO_SUCH_VARIABLE
