-- WITH ORDINALITY numbers what a table function gives, not the rows of a window.
SELECT * FROM TUMBLE(TABLE stdin, DESCRIPTOR(t), INTERVAL '1' MINUTE) WITH ORDINALITY
--- exit 3
--- stderr
LDB-1004: a window has no WITH ORDINALITY
