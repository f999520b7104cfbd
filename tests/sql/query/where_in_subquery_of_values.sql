-- IN over a finite list of values from a query.
SELECT v FROM stdin WHERE v IN (SELECT a FROM (VALUES (1), (3)) AS t(a))
--- input
{"v":1}
{"v":2}
{"v":3}
--- output
{"v":1}
{"v":3}
