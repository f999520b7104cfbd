-- Two running counts joined: each change of either side is a change of the pair.
SELECT i.k, i.n AS came, o.n AS went
FROM (SELECT k, count(*) AS n FROM stdin WHERE d = 'in' GROUP BY k) i
LEFT JOIN (SELECT k, count(*) AS n FROM stdin WHERE d = 'out' GROUP BY k) o ON i.k = o.k EMIT CHANGES
--- input
{"d":"in","k":"a"}
{"d":"out","k":"a"}
{"d":"in","k":"a"}
{"d":"out","k":"a"}
--- output
{"_weight":1,"k":"a","came":1,"went":null}
{"_weight":-1,"k":"a","came":1,"went":null}
{"_weight":1,"k":"a","came":1,"went":1}
{"_weight":-1,"k":"a","came":1,"went":1}
{"_weight":1,"k":"a","came":2,"went":1}
{"_weight":-1,"k":"a","came":2,"went":1}
{"_weight":1,"k":"a","came":2,"went":2}
