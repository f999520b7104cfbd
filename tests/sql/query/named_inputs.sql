-- NAME=FILE is a source of that name.
SELECT a FROM orders
--- args -- orders=o.csv
--- input o.csv
a
5
--- output
{"a":5}
