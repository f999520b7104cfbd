-- A table must be named.
CREATE SOURCE bid FROM NEXMARK (events = 1); SELECT 1 FROM bid
--- stderr
LDB-0002: NEXMARK needs a table: person, auction or bid
--- exit 2
