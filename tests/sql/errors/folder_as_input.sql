-- A folder cannot be read as rows.
SELECT * FROM stdin
--- args -- folder
--- input folder/a.csv
a
--- exit 4
--- stderr
LDB-500[12].*folder
