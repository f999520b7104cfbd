-- q1.sql -- currency conversion: each price in euros.
-- SPDX-License-Identifier: Apache-2.0
SELECT auction, bidder, 0.908 * price AS price, dateTime, extra FROM bid;
