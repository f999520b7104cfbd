-- q13.sql -- bounded side input: each bid with a value from a file.
-- SPDX-License-Identifier: Apache-2.0
CREATE LOOKUP TABLE side_input (key BIGINT, value VARCHAR, PRIMARY KEY (key))
    FROM FILE (path = '${NEXMARK_SIDE:-side_input.csv}', format = 'csv');
SELECT b.auction, b.bidder, b.price, b.dateTime, s.value
FROM bid b JOIN side_input s ON mod(b.auction, 10000) = s.key;
