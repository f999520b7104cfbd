-- Most bids are for the hot auction and of the hot bidder.
CREATE SOURCE bid FROM NEXMARK (table = 'bid', events = 10000, hot_auction_ratio = 5);
SELECT round(count(*) FILTER (WHERE auction % 100 = 0) * 10.0 / count(*)) AS auctions,
    round(count(*) FILTER (WHERE bidder % 100 = 1) * 10.0 / count(*)) AS bidders FROM bid
--- output
{"auctions":8,"bidders":7}
