-- The side output of late rows takes its format from its ending.
SELECT count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 10s) LATE DATA TO 'late.csv'
--- args -w 0s -i csv
--- input
ts,v
1700000001,a
1700000010,b
1700000002,"c,d"
--- output
{"n":1}
{"n":1}
--- output late.csv
ts,v,_window_end
1700000002,"c,d",1700000010
