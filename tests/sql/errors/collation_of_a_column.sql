-- A column's collation is by bytes, or refused.
CREATE SOURCE stdin (a TEXT COLLATE "C", b TEXT COLLATE "de_DE"); SELECT * FROM stdin
--- exit 3
--- stderr
LDB-1001: there is no collation "de_DE"
hint: text is compared by its bytes
