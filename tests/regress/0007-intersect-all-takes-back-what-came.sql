-- What a join keeps of INTERSECT ALL is found again when it is taken back, though other counts stand behind it.
SELECT i.k, t.id FROM (SELECT k FROM stdin INTERSECT ALL SELECT j FROM stdin) AS i JOIN stdin AS t ON i.k = t.k EMIT CHANGES
--- args -i changelog
--- input
{"_weight":1,"id":1,"k":1,"j":1}
{"_weight":-1,"id":1,"k":1,"j":1}
{"_weight":1,"id":2,"k":1,"j":1}
--- output
{"_weight":1,"k":1,"id":1}
{"_weight":-1,"k":1,"id":1}
{"_weight":1,"k":1,"id":2}
