-- Sessions as a table function without GROUP BY are refused: they are not known before they close.
SELECT * FROM SESSION(TABLE stdin PARTITION BY k, DESCRIPTOR(ts), 1m)
--- input
{"id":1,"k":"a","v":10}
{"id":2,"k":"b","v":20}
{"id":3,"k":"a","v":30}
{"id":4,"k":"c","v":null}
--- input b.ndjson
{"k":"a","w":1}
{"k":"b","w":2}
{"k":"d","w":3}
--- output
--- stderr
^laminar: LDB-1001: a session is known when it closes: its rows are grouped, not passed$
hint: GROUP BY k, window_start, window_end$
--- exit 3
