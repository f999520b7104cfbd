-- q18.sql -- last bid: of each bidder for each auction.
-- SPDX-License-Identifier: Apache-2.0
SELECT auction, bidder, price, channel, url, dateTime, extra
FROM (
    SELECT *, row_number() OVER (PARTITION BY bidder, auction ORDER BY dateTime DESC) AS place FROM bid
) t
WHERE place <= 1;
