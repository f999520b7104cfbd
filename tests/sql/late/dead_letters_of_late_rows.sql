-- Without LATE DATA TO the dead letters get late rows, as LDB-2004.
SELECT window_start AS s, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '10' SECOND)
--- args -w 0s --dlq=dead.ndjson -q
--- input
{"ts":1700000001}
{"ts":1700000010}
{"ts":1700000002,"x":[1,2]}
--- output
{"s":1700000000,"n":1}
{"s":1700000010,"n":1}
--- output dead.ndjson
{"_source":"stdin","_line":3,"_offset":36,"_code":"LDB-2004","_error":"late: its window ended at 2023-11-14T22:13:30Z, the watermark is 2023-11-14T22:13:30Z","_raw":"{\"ts\":1700000002,\"x\":[1,2]}"}
