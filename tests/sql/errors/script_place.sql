-- An error in a script file is located in that file.
SELECT lenght(a) AS n
FROM stdin
--- script q.sql
--- exit 3
--- stderr
LDB-1102.*lenght
q\.sql:2:8
hint:.*length
