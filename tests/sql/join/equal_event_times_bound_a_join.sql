-- Declared event times that must be equal bound a join: a row that nothing equals comes when they are past.
WITH l AS (SELECT * FROM stdin WHERE s = 'l'), r AS (SELECT * FROM stdin WHERE s = 'r')
SELECT l.n AS l, r.n AS r FROM l LEFT JOIN r ON l.t = r.t LIMIT 2
--- args -e t -w 0s
--- input
{"s":"l","n":1,"t":"2023-11-05T08:00:00Z"}
{"s":"l","n":2,"t":"2023-11-05T08:00:02Z"}
{"s":"r","n":3,"t":"2023-11-05T08:00:02.000Z"}
{"s":"r","n":4,"t":"2023-11-05T08:00:03Z"}
--- output
{"l":1,"r":null}
{"l":2,"r":3}
