-- q11.sql -- user sessions: bids of a bidder with gaps under 10 seconds.
-- SPDX-License-Identifier: Apache-2.0
SELECT bidder, count(*) AS bids, window_start AS starttime, window_end AS endtime
FROM bid
GROUP BY bidder, SESSION(dateTime, INTERVAL '10' SECOND);
