-- q6.sql -- average selling price by seller: over up to 11 auctions that had a winner.
-- SPDX-License-Identifier: Apache-2.0
SELECT seller, avg(price) OVER (PARTITION BY seller ORDER BY dateTime, id
    ROWS BETWEEN 10 PRECEDING AND CURRENT ROW) AS average
FROM (
    SELECT a.id AS id, a.seller AS seller, b.price AS price, b.dateTime AS dateTime,
        row_number() OVER (PARTITION BY a.id ORDER BY b.price DESC, b.dateTime) AS place
    FROM auction a JOIN bid b ON a.id = b.auction AND b.dateTime BETWEEN a.dateTime AND a.expires
) t
WHERE place = 1;
