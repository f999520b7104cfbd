-- No other tables.
CREATE SOURCE bid FROM NEXMARK (table = 'bids', events = 1); SELECT 1 FROM bid
--- stderr
LDB-1203: table is none of person, auction, bid
--- exit 3
