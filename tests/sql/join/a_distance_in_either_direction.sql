-- abs() of a difference of times bounds a join from both sides.
CREATE SOURCE stdin (s VARCHAR, n BIGINT, t TIMESTAMP);
WITH l AS (SELECT * FROM stdin WHERE s = 'l'), r AS (SELECT * FROM stdin WHERE s = 'r')
SELECT l.n AS l, r.n AS r FROM l LEFT JOIN r ON abs(r.t - l.t) < INTERVAL '2' SECOND
--- args -e t -w 0s
--- input
{"s":"r","n":1,"t":"2023-11-05T08:00:00Z"}
{"s":"l","n":2,"t":"2023-11-05T08:00:01.5Z"}
{"s":"l","n":3,"t":"2023-11-05T08:00:02Z"}
{"s":"r","n":4,"t":"2023-11-05T08:00:04Z"}
{"s":"r","n":5,"t":"2023-11-05T08:00:09Z"}
--- output
{"l":2,"r":1}
{"l":3,"r":null}
