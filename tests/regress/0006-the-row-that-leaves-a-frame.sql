-- The row that leaves a frame is taken out of an ordered aggregate, not an equal one that came later.
SELECT id, string_agg(t, ',') OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS rest FROM stdin
--- input
{"id":1,"t":"a"}
{"id":2,"t":"b"}
{"id":3,"t":"a"}
--- output
{"id":1,"rest":"a,b,a"}
{"id":2,"rest":"b,a"}
{"id":3,"rest":"a"}
