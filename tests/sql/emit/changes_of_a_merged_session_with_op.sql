-- With op all but the last of the merged sessions are deleted, the last is updated.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY SESSION(ts, 5s) EMIT CHANGES
--- args -w 1m --changelog=op
--- input
{"ts":1700000000}
{"ts":1700000008}
{"ts":1700000004}
--- output
{"_op":"+I","s":1700000000,"n":1}
{"_op":"+I","s":1700000008,"n":1}
{"_op":"-D","s":1700000000,"n":1}
{"_op":"-U","s":1700000008,"n":1}
{"_op":"+U","s":1700000000,"n":3}
