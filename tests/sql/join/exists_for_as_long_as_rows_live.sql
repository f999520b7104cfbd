-- With a time to live EXISTS and NOT EXISTS need not wait for the end of their input.
SET state_ttl = '10 seconds';
WITH a AS (SELECT * FROM stdin WHERE s = 'a'), b AS (SELECT * FROM stdin WHERE s = 'b')
SELECT id FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.k = a.k) EMIT CHANGES
--- args -e ts -w 0s
--- input
{"s":"a","id":1,"k":1,"ts":"2024-05-01T10:00:05Z"}
{"s":"b","id":2,"k":1,"ts":"2024-05-01T10:00:10Z"}
{"s":"a","id":3,"k":1,"ts":"2024-05-01T10:00:15Z"}
{"s":"a","id":9,"k":9,"ts":"2024-05-01T10:00:22Z"}
{"s":"a","id":4,"k":1,"ts":"2024-05-01T10:00:25Z"}
{"s":"a","id":5,"k":2,"ts":"2024-05-01T10:00:26Z"}
--- output
{"_weight":1,"id":1}
{"_weight":-1,"id":1}
{"_weight":1,"id":9}
{"_weight":1,"id":4}
{"_weight":1,"id":5}
--- stderr
rows of join state expired
