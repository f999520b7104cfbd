-- With a time to live the watermark passes a join that far behind, so windows above close before the end: a row that is older is late.
SET state_ttl = '10 seconds';
CREATE STREAM l AS SELECT ts, k FROM stdin WHERE side = 'l';
CREATE STREAM r AS SELECT ts, k FROM stdin WHERE side = 'r';
SELECT window_start, count(*) AS n FROM TUMBLE((SELECT l.ts AS ts FROM l JOIN r ON l.k = r.k), ts, INTERVAL '10' SECOND) GROUP BY window_start, window_end
--- args -i csv -e ts:s -w 0s
--- input
ts,side,k
1,l,a
2,r,a
50,l,b
51,r,b
4,l,b
52,r,b
--- output
{"window_start":0,"n":1}
{"window_start":50,"n":2}
--- stderr
1 row late
