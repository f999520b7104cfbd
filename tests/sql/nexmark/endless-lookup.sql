-- A lookup table is read whole.
CREATE SOURCE b FROM NEXMARK (table = 'bid', events = 8);
CREATE LOOKUP TABLE a FROM NEXMARK (table = 'auction');
SELECT b.auction, a.seller FROM b JOIN a ON a.id = b.auction
--- stderr
LDB-0002: a lookup table is read to its end: NEXMARK needs events
--- exit 2
