-- PROCTIME() is the time of arrival: nothing is late, whatever the rows say.
CREATE SOURCE stdin (ts TIMESTAMP, v BIGINT, WATERMARK FOR ts AS PROCTIME());
SELECT sum(v) AS v FROM stdin GROUP BY TUMBLE(ts, INTERVAL '3650' DAY)
--- input
{"ts":"1999-01-01T00:00:00Z","v":1}
{"ts":"1970-01-01T00:00:00Z","v":2}
--- output
{"v":3}
--- quiet
