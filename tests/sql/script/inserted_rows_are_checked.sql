-- An INSERTed value that does not fit its column makes a bad record.
CREATE SOURCE s (id BIGINT, name VARCHAR);
INSERT INTO s VALUES (1.5, 'a'), (2, 'b');
SELECT * FROM s
--- output
{"id":2,"name":"b"}
--- stderr
LDB-4001.*"id"
