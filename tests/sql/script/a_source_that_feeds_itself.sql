-- INSERT INTO a source that it reads is a circle.
CREATE SOURCE s (id BIGINT);
INSERT INTO s SELECT id + 1 FROM s;
SELECT * FROM s
--- exit 3
--- stderr
LDB-1105.*"s"
