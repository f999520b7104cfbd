-- Of equally frequent values the one that arrived first.
SELECT mode(v) AS m FROM stdin
--- input
{"v":"b"}
{"v":"a"}
{"v":"a"}
{"v":"b"}
--- output
{"m":"b"}
