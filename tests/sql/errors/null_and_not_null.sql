-- NULL and NOT NULL exclude each other.
CREATE SOURCE s (id BIGINT NOT NULL NULL); SELECT 1
--- exit 3
--- stderr
LDB-1000: NULL or NOT NULL stands once
