-- q5.sql -- hot items: the auctions with the most bids of the last 10 seconds, every 2 seconds.
-- SPDX-License-Identifier: Apache-2.0
WITH counts AS (
    SELECT auction, count(*) AS num, window_start AS starttime, window_end AS endtime
    FROM HOP(TABLE bid, DESCRIPTOR(dateTime), INTERVAL '2' SECOND, INTERVAL '10' SECOND)
    GROUP BY auction, window_start, window_end
)
SELECT c.auction AS auction, c.num AS num, c.starttime AS starttime
FROM counts c
JOIN (SELECT max(num) AS most, window_end AS endtime FROM counts GROUP BY TUMBLE(endtime, INTERVAL '2' SECOND)) m
    ON c.endtime = m.endtime AND c.num >= m.most;
