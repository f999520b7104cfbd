-- A sink that is dropped does not run.
CREATE SINK s FROM stdin;
DROP SINK s;
SELECT count(*) AS n FROM stdin
--- input
{"city":"Oslo","t":4}
{"city":"Rome","t":21}
{"city":"Oslo","t":7}
--- output
{"n":3}
