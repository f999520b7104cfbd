-- Of 100 events two are persons, six auctions and the others bids.
CREATE SOURCE p FROM NEXMARK (table = 'person', events = 10000);
CREATE SOURCE a FROM NEXMARK (table = 'auction', events = 10000);
CREATE SOURCE b FROM NEXMARK (table = 'bid', events = 10000);
SELECT 'persons' AS what, count(*) AS n FROM p;
SELECT 'auctions' AS what, count(*) AS n, min(id) AS first, max(id) AS last FROM a;
SELECT 'bids' AS what, count(*) AS n, min(price) >= 100 AS least, max(price) <= 100000000 AS most FROM b
--- output
{"what":"persons","n":200}
{"what":"auctions","n":600,"first":1000,"last":1599}
{"what":"bids","n":9200,"least":true,"most":true}
