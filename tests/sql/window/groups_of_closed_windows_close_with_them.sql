-- Rows of hopping windows grouped by the windows' bounds are told when the watermark passes those bounds.
SELECT window_start, window_end, count(*) AS keys, max(n) AS most
FROM (SELECT k, window_start, window_end, count(*) AS n FROM stdin GROUP BY k, HOP(ts, 5s, 10s)) AS t
GROUP BY window_start, window_end
LIMIT 2
--- args -i csv -w 0s
--- input
ts,k
1,a
2,b
3,a
6,b
30,c
40,d
--- output
{"window_start":-5,"window_end":5,"keys":2,"most":2}
{"window_start":0,"window_end":10,"keys":2,"most":2}
