-- Lateness is an affair of time-based operators: plain rows pass.
SELECT ts FROM stdin
--- args -e ts -w 0s
--- input
{"ts":1700000010}
{"ts":1600000000}
{"ts":null}
--- output
{"ts":1700000010}
{"ts":1600000000}
{"ts":null}
--- quiet
