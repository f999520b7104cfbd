-- With --on-error=fail the first pair for which the condition fails ends the run.
WITH l AS (SELECT * FROM stdin WHERE s = 'l'), r AS (SELECT * FROM stdin WHERE s = 'r')
SELECT l.n AS l, r.n AS r FROM l JOIN r ON l.v + r.v > 3 AND r.t BETWEEN l.t AND l.t + INTERVAL '5' SECOND
--- args -e t -w 0s --on-error=fail
--- input
{"s":"l","n":1,"v":1,"t":"2023-11-05T08:00:00Z"}
{"s":"r","n":2,"v":3,"t":"2023-11-05T08:00:02Z"}
{"s":"r","n":3,"v":"x","t":"2023-11-05T08:00:03Z"}
{"s":"r","n":4,"v":3,"t":"2023-11-05T08:00:04Z"}
--- output
{"l":1,"r":2}
--- stderr
LDB-4013
--- exit 1
