-- LAG and LEAD look as far as each row says, below 0 the other way; NULL: nowhere.
SELECT id, lag(id, n) OVER w AS a, lead(id, n, -1) OVER w AS b, lag(id, -1) OVER w AS c, lag(id, n IGNORE NULLS) OVER w AS d
FROM stdin WINDOW w AS (ORDER BY id)
--- input
{"id":1,"n":1}
{"id":2,"n":0}
{"id":3,"n":2}
{"id":4,"n":-1}
{"id":5,"n":null}
{"id":6,"n":9223372036854775807}
--- output
{"id":1,"a":null,"b":2,"c":2,"d":null}
{"id":2,"a":2,"b":2,"c":3,"d":2}
{"id":3,"a":1,"b":5,"c":4,"d":1}
{"id":4,"a":5,"b":3,"c":5,"d":5}
{"id":5,"a":null,"b":null,"c":6,"d":null}
{"id":6,"a":null,"b":-1,"c":null,"d":null}
