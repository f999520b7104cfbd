-- A stream that is read twice is worked out twice, but what it refuses is one refusal.
CREATE STREAM w AS SELECT k, sum(10 / nullif(v, 0) + v) AS s FROM stdin GROUP BY k, TUMBLE(ts, 10s);
SELECT * FROM w;
INSERT INTO 'again.csv' SELECT s FROM w
--- args -w 0s --stats=json
--- input
{"k":"a","v":1,"ts":1700000100}
{"k":"a","v":1,"ts":1700000000}
{"k":"a","v":"x","ts":1700000101}
{"k":"a","v":1,"ts":null}
{"k":"a","v":1,"ts":1700000200}
--- output
{"k":"a","s":11}
{"k":"a","s":11}
--- stderr
laminar: 1 row late
laminar: 1 row refused .LDB-4013
laminar: 1 row with no event time
"late":1,"no_event_time":1,"refused":3
