-- A script of several finite queries prints one after the other.
SELECT a FROM 'x.ndjson'; SELECT count(*) AS n FROM 'x.ndjson';
--- input x.ndjson
{"a":1}
{"a":2}
--- output
{"a":1}
{"a":2}
{"n":2}
