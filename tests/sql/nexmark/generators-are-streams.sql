-- A join of generators is one of streams: no side is read before the other.
CREATE SOURCE b FROM NEXMARK (table = 'bid', events = 100);
CREATE SOURCE a FROM NEXMARK (table = 'auction', events = 100);
EXPLAIN SELECT b.price, a.seller FROM b JOIN a ON a.id = b.auction
--- output
{"plan":"project price, seller  [append-only]"}
{"plan":"  join inner on (auction) = (id); state: all rows of both inputs  [append-only]"}
{"plan":"    scan b  [append-only]"}
{"plan":"    scan a  [append-only]"}
