-- What is written under one header has its columns.
INSERT INTO 'out.csv' SELECT city, t FROM stdin;
INSERT INTO 'out.csv' SELECT city FROM stdin
--- exit 3
--- stderr
LDB-1007.*out.csv
