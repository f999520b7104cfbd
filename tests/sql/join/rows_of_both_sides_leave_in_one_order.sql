-- One advance of the watermark sets rows of both sides of a FULL JOIN free: by the time that frees them.
WITH l AS (SELECT * FROM stdin WHERE s = 'l'), r AS (SELECT * FROM stdin WHERE s = 'r')
SELECT l.n AS l, r.n AS r FROM l FULL JOIN r ON l.k = r.k AND r.t BETWEEN l.t - INTERVAL '2' SECOND AND l.t + INTERVAL '2' SECOND
--- args -e t -w 10s
--- input
{"s":"l","n":1,"k":"a","t":"2023-11-05T08:00:04Z"}
{"s":"r","n":2,"k":"b","t":"2023-11-05T08:00:03Z"}
{"s":"l","n":3,"k":"c","t":"2023-11-05T08:00:02Z"}
{"s":"r","n":4,"k":"d","t":"2023-11-05T08:00:04Z"}
{"s":"x","n":0,"t":"2023-11-05T08:05:00Z"}
--- output
{"l":3,"r":null}
{"l":null,"r":2}
{"l":1,"r":null}
{"l":null,"r":4}
