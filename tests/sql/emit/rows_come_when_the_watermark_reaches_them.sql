-- What is to be older than now() comes when the watermark says so, the rest at the end.
SELECT k FROM stdin WHERE ts < now() - INTERVAL '6' MINUTE EMIT CHANGES
--- args -e ts -w 0s
--- input
{"k":"a","ts":"2024-01-01T00:00:00Z"}
{"k":"b","ts":"2024-01-01T00:06:00Z"}
{"k":"c","ts":"2024-01-01T00:06:01Z"}
{"k":"d","ts":"2024-01-01T00:00:00Z"}
--- output
{"_weight":1,"k":"a"}
{"_weight":1,"k":"d"}
{"_weight":1,"k":"b"}
{"_weight":1,"k":"c"}
