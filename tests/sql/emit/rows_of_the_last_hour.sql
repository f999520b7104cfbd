-- Rows whose hour is over never come; those of the future are there.
SELECT a.k, b.w FROM stdin a JOIN 'b.csv' b ON a.k = b.k
WHERE a.ts > now() - INTERVAL '1' HOUR AND b.w > 1 EMIT CHANGES
--- input
{"k":"a","ts":"2020-01-01T00:00:00Z"}
{"k":"b","ts":"2999-01-01T00:00:00Z"}
{"k":"c","ts":"2999-01-01T00:00:00Z"}
{"k":"a","ts":null}
{"k":"a","ts":"2999-01-01T00:00:00Z"}
--- input b.csv
k,w
a,2
b,3
c,1
--- output
{"_weight":1,"k":"b","w":3}
{"_weight":1,"k":"a","w":2}
