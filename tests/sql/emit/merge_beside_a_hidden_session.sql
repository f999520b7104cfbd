-- Of sessions that one row merges the last visible one is replaced, whatever HAVING hides.
SELECT window_start, window_end, count(*) AS n
FROM stdin
GROUP BY SESSION(ts, 2s)
HAVING count(*) > 1
EMIT CHANGES
--- args -i csv -w 10s --changelog=op
--- input
ts
10
11
13
12
--- output
{"_op":"+I","window_start":10,"window_end":13,"n":2}
{"_op":"-U","window_start":10,"window_end":13,"n":2}
{"_op":"+U","window_start":10,"window_end":15,"n":4}
