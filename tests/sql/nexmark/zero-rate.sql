-- Numbers are in their range.
CREATE SOURCE bid FROM NEXMARK (table = 'bid', rate = 0); SELECT 1 FROM bid
--- stderr
LDB-1203: rate is from 1 to 1000000
--- exit 3
