-- EMIT PERIODICALLY is EMIT EVERY.
SELECT count(*) AS n FROM stdin EMIT PERIODICALLY 1h
--- input
{"k":"a"}
{"k":"b"}
--- output
{"n":2}
