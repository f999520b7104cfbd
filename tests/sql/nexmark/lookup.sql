-- A lookup table may be generated.
CREATE SOURCE b FROM NEXMARK (table = 'bid', events = 8);
CREATE LOOKUP TABLE a FROM NEXMARK (table = 'auction', events = 50);
SELECT b.auction, a.seller FROM b JOIN a ON a.id = b.auction
--- output
{"auction":1000,"seller":1000}
