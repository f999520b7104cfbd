-- Under EMIT CHANGES the value of a subquery in WHERE changes as rows come, and what it let pass is taken back.
WITH best AS (SELECT v FROM stdin WHERE kind = 'best'), low AS (SELECT k FROM stdin WHERE kind = 'low')
SELECT id, v FROM stdin AS x WHERE kind = 'row' AND v >= (SELECT max(v) FROM best) AND (SELECT count(*) FROM low WHERE low.k = x.k) < 2
  EMIT CHANGES
--- input
{"kind":"row","id":1,"k":1,"v":2}
{"kind":"best","v":2}
{"kind":"row","id":2,"k":1,"v":3}
{"kind":"best","v":3}
{"kind":"low","k":1}
{"kind":"low","k":1}
{"kind":"low","k":2}
{"kind":"row","id":3,"k":2,"v":5}
--- output
{"_weight":1,"id":1,"v":2}
{"_weight":1,"id":2,"v":3}
{"_weight":-1,"id":1,"v":2}
{"_weight":-1,"id":2,"v":3}
{"_weight":1,"id":3,"v":5}
