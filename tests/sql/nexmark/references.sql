-- What auctions and bids refer to comes.
CREATE SOURCE p FROM NEXMARK (table = 'person', events = 5000);
CREATE SOURCE a FROM NEXMARK (table = 'auction', events = 4000);
CREATE SOURCE b FROM NEXMARK (table = 'bid', events = 4000);
SELECT count(*) AS sold FROM a JOIN p ON a.seller = p.id;
SELECT count(*) AS bids FROM b JOIN a ON b.auction = a.id
--- output
{"sold":240}
{"bids":3674}
