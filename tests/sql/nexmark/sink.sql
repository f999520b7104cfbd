-- Nothing is written to it.
CREATE SINK s INTO NEXMARK (table = 'bid') AS SELECT 1 AS x
--- stderr
LDB-1001: NEXMARK is no connector of a sink
--- exit 3
