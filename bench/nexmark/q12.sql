-- q12.sql -- processing time windows: bids of a bidder in 10 seconds of the wall clock.
-- SPDX-License-Identifier: Apache-2.0
CREATE SOURCE arriving (auction BIGINT, bidder BIGINT, dateTime TIMESTAMP, WATERMARK FOR dateTime AS PROCTIME())
    FROM NEXMARK (table = 'bid', events = '${NEXMARK_EVENTS:-100000}', rate = '${NEXMARK_RATE:-10000}');
SELECT bidder, count(*) AS bids, window_start AS starttime, window_end AS endtime
FROM arriving
GROUP BY bidder, TUMBLE(dateTime, INTERVAL '10' SECOND);
