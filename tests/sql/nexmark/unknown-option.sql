-- Options of files mean nothing here.
CREATE SOURCE bid FROM NEXMARK (table = 'bid', event = 1); SELECT 1 FROM bid
--- stderr
LDB-0002: unknown option "event" of a source
--- exit 2
