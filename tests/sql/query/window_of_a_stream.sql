-- A stream may be windowed by who reads it.
CREATE STREAM paid AS SELECT ts, amount FROM stdin WHERE status = 'paid';
SELECT window_start AS s, sum(amount) AS total FROM paid GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE)
--- input
{"ts":1700000001,"amount":5,"status":"paid"}
{"ts":1700000002,"amount":7,"status":"open"}
{"ts":1700000003,"amount":1,"status":"paid"}
--- output
{"s":1699999980,"total":6}
