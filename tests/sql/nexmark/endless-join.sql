-- Two generators without end need a bound.
CREATE SOURCE b FROM NEXMARK (table = 'bid');
CREATE SOURCE a FROM NEXMARK (table = 'auction');
SELECT b.price FROM a JOIN b ON a.id = b.auction
--- stderr
LDB-3002: this join keeps every row of both inputs, and they have no end: its state grows for ever
--- exit 3
