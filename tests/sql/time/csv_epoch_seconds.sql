-- A number in a CSV field is a time like any other.
SELECT window_start, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 1m)
--- args -i csv --csv
--- input
ts,v
1700000000,1
1700000010,2
--- output
window_start,n
1699999980,2
