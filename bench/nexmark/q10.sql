-- q10.sql -- log to files: the columns by which files would be named.
-- SPDX-License-Identifier: Apache-2.0
SELECT auction, bidder, price, dateTime, extra,
    strftime(dateTime, '%Y-%m-%d') AS dt, strftime(dateTime, '%H:%M') AS hm
FROM bid;
