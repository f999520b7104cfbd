-- TIMESTAMP(3) reads no more than milliseconds; zeros at the end are no digits, and 9 digits keep 6.
CREATE SOURCE stdin (i INT, t TIMESTAMP(3), c TIME(1), m TIMESTAMP(9), d INTERVAL(0));
SELECT * FROM stdin
--- input
{"i":1,"t":"2026-01-01T00:00:00.123000000Z","c":"10:00:00.5","m":"2026-01-01 00:00:00.123456","d":"1 day 00:00:01"}
{"i":2,"t":1767225600123}
{"i":3,"t":1767225600123000000}
{"i":4,"t":"2026-01-01T00:00:00.1234Z"}
{"i":5,"t":"2026-01-01T00:00:00.1230000001Z"}
{"i":6,"t":1767225600123000001}
{"i":7,"t":1767225600123400}
{"i":8,"c":"10:00:00.55"}
{"i":9,"m":"2026-01-01 00:00:00.123456789"}
{"i":10,"d":"1.5 seconds"}
--- output
{"i":1,"t":"2026-01-01T00:00:00.123Z","c":"10:00:00.5","m":"2026-01-01T00:00:00.123456Z","d":"1 day 00:00:01"}
{"i":2,"t":"2026-01-01T00:00:00.123Z","c":null,"m":null,"d":null}
{"i":3,"t":"2026-01-01T00:00:00.123Z","c":null,"m":null,"d":null}
--- stderr
LDB-4001: stdin:4.*"t": expected TIMESTAMP\(3\)
7 rows refused
