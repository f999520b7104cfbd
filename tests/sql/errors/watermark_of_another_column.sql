-- A watermark follows its own column.
CREATE SOURCE stdin (t TIMESTAMP, u TIMESTAMP, WATERMARK FOR t AS u); SELECT * FROM stdin
--- exit 3
--- stderr
LDB-1004: a watermark is the column, less an interval
