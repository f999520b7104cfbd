-- A variable without a value takes the default that is written with it.
CREATE SOURCE s (a BIGINT) FROM FILE (path = '${LAMINAR_TEST_NO_SUCH_VARIABLE:-.}/a.csv');
SELECT a FROM s
--- input a.csv
a
7
--- output
{"a":7}
