-- Several unnamed files are read one after the other as one input.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- args -- a.ndjson b.ndjson
--- input a.ndjson
{"ts":1700000001}
{"ts":1700000021}
--- input b.ndjson
{"ts":1700000002}
--- output
{"s":1700000000,"n":2}
{"s":1700000020,"n":1}
--- quiet
