-- Every stream of a circle is named.
CREATE STREAM a AS SELECT * FROM b;
CREATE STREAM b AS SELECT * FROM c;
CREATE STREAM c AS SELECT * FROM a;
SELECT * FROM b
--- exit 3
--- stderr
LDB-1105: streams read each other in a circle: b <- a <- c <- b
