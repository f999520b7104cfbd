-- VALUES is a table.
SELECT b, a FROM (VALUES (1, 'x'), (2, 'y')) AS t(a, b)
--- output
{"b":"x","a":1}
{"b":"y","a":2}
