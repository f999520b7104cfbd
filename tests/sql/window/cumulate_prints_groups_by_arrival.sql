-- Each step prints every group that has been seen in the whole so far.
SELECT k, window_end AS e, count(*) AS n FROM stdin GROUP BY k, CUMULATE(ts, 10s, 20s)
--- input
{"k":"a","ts":1700000001}
{"k":"b","ts":1700000011}
{"k":"a","ts":1700000012}
--- output
{"k":"a","e":1700000010,"n":1}
{"k":"a","e":1700000020,"n":2}
{"k":"b","e":1700000020,"n":1}
