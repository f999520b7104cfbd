-- q4.sql -- average price for a category: of the best bids that came while an auction was open.
-- SPDX-License-Identifier: Apache-2.0
SELECT category, avg(final) AS average
FROM (
    SELECT max(b.price) AS final, a.category AS category
    FROM auction a JOIN bid b ON a.id = b.auction AND b.dateTime BETWEEN a.dateTime AND a.expires
    GROUP BY a.id, a.category
) t
GROUP BY category;
