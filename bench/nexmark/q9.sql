-- q9.sql -- winning bids: the best bid of each auction that came while it was open.
-- SPDX-License-Identifier: Apache-2.0
SELECT id, itemName, description, initialBid, reserve, dateTime, expires, seller, category, extra,
    auction, bidder, price, bid_dateTime, bid_extra
FROM (
    SELECT a.id AS id, a.itemName AS itemName, a.description AS description, a.initialBid AS initialBid,
        a.reserve AS reserve, a.dateTime AS dateTime, a.expires AS expires, a.seller AS seller,
        a.category AS category, a.extra AS extra, b.auction AS auction, b.bidder AS bidder, b.price AS price,
        b.dateTime AS bid_dateTime, b.extra AS bid_extra,
        row_number() OVER (PARTITION BY a.id ORDER BY b.price DESC, b.dateTime) AS place
    FROM auction a JOIN bid b ON a.id = b.auction AND b.dateTime BETWEEN a.dateTime AND a.expires
) t
WHERE place <= 1;
