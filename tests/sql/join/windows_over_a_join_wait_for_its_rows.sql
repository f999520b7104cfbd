-- The watermark behind a join is held back by what may still match, so a window over it misses nothing.
WITH call AS (SELECT * FROM stdin WHERE e = 'call'), reply AS (SELECT * FROM stdin WHERE e = 'reply')
SELECT window_start, count(*) AS calls, count(reply.n) AS answered
FROM call LEFT JOIN reply ON call.n = reply.n AND reply.t BETWEEN call.t AND call.t + INTERVAL '1' MINUTE
GROUP BY TUMBLE(call.t, INTERVAL '10' SECOND)
--- args -e t -w 0s
--- input
{"e":"call","n":1,"t":"2023-11-05T08:00:01Z"}
{"e":"call","n":2,"t":"2023-11-05T08:00:12Z"}
{"e":"call","n":3,"t":"2023-11-05T08:00:02.5Z"}
{"e":"reply","n":1,"t":"2023-11-05T08:00:50Z"}
{"e":"call","n":4,"t":"2023-11-05T08:09:00Z"}
--- output
{"window_start":"2023-11-05T08:00:00Z","calls":1,"answered":1}
{"window_start":"2023-11-05T08:00:10Z","calls":1,"answered":0}
{"window_start":"2023-11-05T08:09:00Z","calls":1,"answered":0}
--- stderr
late
