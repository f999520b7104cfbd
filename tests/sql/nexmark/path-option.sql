-- A path is no option of the generator.
CREATE SOURCE bid FROM NEXMARK (table = 'bid', path = 'x'); SELECT 1 FROM bid
--- stderr
LDB-0002: unknown option "path" of a source
--- exit 2
