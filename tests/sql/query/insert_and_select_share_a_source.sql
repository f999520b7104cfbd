-- A script may write one query into a file and print another; both see every row.
INSERT INTO 'big.ndjson' SELECT v FROM stdin WHERE v > 1;
SELECT count(*) AS n FROM stdin
--- input
{"v":1}
{"v":2}
{"v":3}
--- output
{"n":3}
--- output big.ndjson
{"v":2}
{"v":3}
