-- Numbers are numbers.
CREATE SOURCE bid FROM NEXMARK (table = 'bid', events = 'many'); SELECT 1 FROM bid
--- stderr
LDB-1203: events is a whole number from 0
--- exit 3
