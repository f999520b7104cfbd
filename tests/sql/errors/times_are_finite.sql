-- There is no infinite time.
SELECT TIMESTAMP 'infinity'
--- exit 3
--- stderr
LDB-1203: times are finite here: there is no infinity
hint: NULL, or a time far away
