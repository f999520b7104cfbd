-- WITH names a query.
WITH big AS (SELECT a, b FROM stdin WHERE a > 1), named AS (SELECT b AS name FROM big)
SELECT upper(name) AS n FROM named
--- input
{"a":1,"b":"x"}
{"a":2,"b":"y"}
--- output
{"n":"Y"}
