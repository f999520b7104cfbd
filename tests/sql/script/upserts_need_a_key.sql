-- A file of upserts must have what they go by.
CREATE SINK s INTO FILE (path = 's.ndjson', changelog = 'upsert')
    AS SELECT sum(t) AS total FROM stdin GROUP BY city EMIT CHANGES
--- exit 3
--- stderr
LDB-5031.*s\.ndjson
PRIMARY KEY
