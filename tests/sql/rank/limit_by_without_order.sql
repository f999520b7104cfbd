-- LIMIT n BY without ORDER BY passes the first rows of each key as they come.
SELECT host, line FROM stdin LIMIT 2 BY host EMIT CHANGES
--- input
{"host":"a","line":"one"}
{"host":"b","line":"two"}
{"host":"a","line":"three"}
{"host":"a","line":"four"}
{"host":"b","line":"five"}
--- output
{"host":"a","line":"one"}
{"host":"b","line":"two"}
{"host":"a","line":"three"}
{"host":"b","line":"five"}
