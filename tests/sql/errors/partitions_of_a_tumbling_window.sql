-- Windows that are the same for all rows have no partitions.
SELECT * FROM TUMBLE(TABLE stdin PARTITION BY a, DESCRIPTOR(t), INTERVAL '1' MINUTE)
--- exit 3
--- stderr
LDB-1004: PARTITION BY has no meaning
