-- A cumulating window prints at each step what there has been since the start of the whole.
SELECT window_start AS s, window_end AS e, sum(v) AS v FROM stdin GROUP BY CUMULATE(ts, INTERVAL '10' SECOND, INTERVAL '30' SECOND)
--- input
{"ts":1699999980,"v":1}
{"ts":1699999995,"v":2}
{"ts":1700000009,"v":4}
--- output
{"s":1699999980,"e":1699999990,"v":1}
{"s":1699999980,"e":1700000000,"v":3}
{"s":1699999980,"e":1700000010,"v":7}
