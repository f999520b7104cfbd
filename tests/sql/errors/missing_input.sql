-- An input that cannot be opened is status 4, and no row is printed.
SELECT * FROM stdin
--- args -- no_such_file.csv
--- exit 4
--- output
--- stderr
LDB-5001.*no_such_file\.csv
