-- A query keeps the stream that a later statement drops; what is created under its name is another.
CREATE STREAM s AS SELECT city FROM stdin;
SELECT * FROM s;
DROP STREAM s;
CREATE STREAM s AS SELECT max(t) AS hottest FROM stdin;
SELECT * FROM s
--- input
{"city":"Oslo","t":4}
{"city":"Rome","t":21}
{"city":"Oslo","t":7}
--- output
{"city":"Oslo"}
{"city":"Rome"}
{"city":"Oslo"}
{"hottest":21}
