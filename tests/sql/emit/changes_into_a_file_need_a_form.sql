-- A file cannot take rows back, unless told how.
INSERT INTO 'out.ndjson' SELECT k, count(*) AS n FROM stdin GROUP BY k EMIT CHANGES
--- exit 3
--- stderr
LDB-5031
