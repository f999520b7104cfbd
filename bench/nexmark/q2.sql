-- q2.sql -- selection: bids for a few auctions.
-- SPDX-License-Identifier: Apache-2.0
SELECT auction, price FROM bid WHERE mod(auction, 123) = 0;
