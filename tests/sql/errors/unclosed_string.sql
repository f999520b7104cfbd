-- A string that is not closed is an error.
SELECT 'abc
--- exit 3
--- stderr
LDB-1000
