-- CASE and COALESCE bring together times, texts, truths, intervals and NULL.
SELECT CASE WHEN a = 1 THEN s WHEN a = 2 THEN 'two' END AS c,
       CASE WHEN a = 1 THEN TIMESTAMP '2024-01-01' WHEN a IS NULL THEN NULL ELSE TIMESTAMP '2024-01-02' END AS t,
       COALESCE(a::BIGINT, 7) AS n, CASE WHEN a = 2 THEN 1.50 ELSE 2 END AS d,
       CASE WHEN a = 1 THEN true WHEN a = 2 THEN false END AS b,
       IF(a = 1, INTERVAL '1 day', INTERVAL '2 hours') AS i, COALESCE(s, 'none') AS s
FROM stdin
--- input
{"a":1,"s":"x"}
{"a":2}
{"a":null,"s":"zz"}
--- output
{"c":"x","t":"2024-01-01T00:00:00Z","n":1,"d":2,"b":true,"i":"1 day","s":"x"}
{"c":"two","t":"2024-01-02T00:00:00Z","n":2,"d":1.50,"b":false,"i":"02:00:00","s":"none"}
{"c":null,"t":null,"n":7,"d":2,"b":null,"i":"02:00:00","s":"zz"}
