-- The time of an aggregate's row may change to any other, so what is asked of it is answered at the end.
SELECT a.id AS id, b.n AS n FROM a ASOF LEFT JOIN (SELECT k, max(ts) AS ts, count(*) AS n FROM b GROUP BY k EMIT CHANGES) b
ON a.k = b.k AND a.ts >= b.ts
--- args -- a=a.csv b=b.csv
--- input a.csv
id,k,ts
1,p,2024-05-01T10:00:05Z
2,p,2024-05-01T10:00:15Z
3,q,2024-05-01T10:00:15Z
--- input b.csv
k,ts
p,2024-05-01T10:00:01Z
p,2024-05-01T10:00:04Z
q,2024-05-01T10:00:02Z
p,2024-05-01T10:00:11Z
--- output
{"id":1,"n":null}
{"id":2,"n":3}
{"id":3,"n":1}
