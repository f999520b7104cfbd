-- q19.sql -- top 10 bids: of each auction.
-- SPDX-License-Identifier: Apache-2.0
SELECT *
FROM (
    SELECT *, row_number() OVER (PARTITION BY auction ORDER BY price DESC) AS place FROM bid
) t
WHERE place <= 10;
