-- A declared BIGINT event time is milliseconds, however small.
CREATE SOURCE stdin (t BIGINT, WATERMARK FOR t);
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(t, INTERVAL '1' SECOND)
--- input
{"t":1}
{"t":999}
{"t":1000}
--- output
{"s":0,"n":2}
{"s":1000,"n":1}
