-- A column of the key that may be NULL is a contradiction.
CREATE SOURCE s (id BIGINT NULL, PRIMARY KEY (id)); SELECT 1
--- exit 3
--- stderr
LDB-1000: a column of the PRIMARY KEY cannot be NULL
