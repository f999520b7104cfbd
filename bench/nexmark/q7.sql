-- q7.sql -- highest bid: of every 10 seconds.
-- SPDX-License-Identifier: Apache-2.0
SELECT b.auction, b.bidder, b.price, b.dateTime, b.extra
FROM bid b
JOIN (
    SELECT max(price) AS most, window_end AS endtime
    FROM TUMBLE(TABLE bid, DESCRIPTOR(dateTime), INTERVAL '10' SECOND)
    GROUP BY window_start, window_end
) m ON b.price = m.most AND b.dateTime >= m.endtime - INTERVAL '10' SECOND AND b.dateTime < m.endtime;
