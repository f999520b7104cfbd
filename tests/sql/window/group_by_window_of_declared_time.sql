-- With a declared event time the window needs no column.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(1 MINUTE)
--- args -e ts
--- input
{"ts":1700000001}
--- output
{"s":1699999980,"n":1}
