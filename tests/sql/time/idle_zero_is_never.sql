-- --idle=0 is accepted: a silent input is waited for without end; a file that ends is another matter.
SELECT count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 10s)
--- args --idle=0
--- input
{"ts":1700000001}
--- output
{"n":1}
--- quiet
