-- NOT IN of a subquery bounded by time keeps a row when nothing equal can come any more.
WITH a AS (SELECT * FROM stdin WHERE s = 'a'), b AS (SELECT * FROM stdin WHERE s = 'b')
SELECT n FROM a WHERE k NOT IN (SELECT k FROM b WHERE b.t BETWEEN a.t AND a.t + INTERVAL '5' SECOND)
--- args -e t -w 0s
--- input
{"s":"a","n":1,"k":"x","t":"2023-11-05T08:00:00Z"}
{"s":"a","n":2,"k":"y","t":"2023-11-05T08:00:01Z"}
{"s":"b","n":3,"k":"x","t":"2023-11-05T08:00:04Z"}
{"s":"a","n":4,"k":"x","t":"2023-11-05T08:00:06Z"}
{"s":"b","n":5,"k":null,"t":"2023-11-05T08:00:07Z"}
{"s":"a","n":6,"k":"z","t":"2023-11-05T08:00:08Z"}
--- output
{"n":2}
{"n":6}
