-- Auctions: three of fifty events, which refer to persons.
CREATE SOURCE auction WITH (connector = 'nexmark', table = 'auction', events = '54', start = '2026-01-01');
SELECT id, itemName, initialBid, reserve, dateTime, expires, seller, category FROM auction
--- output
{"id":1000,"itemName":"epujfzgysk","initialBid":3151297,"reserve":3152147,"dateTime":"2026-01-01T00:00:00Z","expires":"2026-01-01T00:00:00.182Z","seller":1000,"category":10}
{"id":1001,"itemName":"hypnupgti","initialBid":3352,"reserve":4836,"dateTime":"2026-01-01T00:00:00Z","expires":"2026-01-01T00:00:00.202Z","seller":1000,"category":13}
{"id":1002,"itemName":"xunorifve","initialBid":7801285,"reserve":7811477,"dateTime":"2026-01-01T00:00:00Z","expires":"2026-01-01T00:00:00.118Z","seller":1000,"category":12}
{"id":1003,"itemName":"uipixsy","initialBid":653,"reserve":2261022,"dateTime":"2026-01-01T00:00:00.005Z","expires":"2026-01-01T00:00:00.127Z","seller":1000,"category":12}
{"id":1004,"itemName":"zsxqhigwqzkcmcavbkp","initialBid":5754,"reserve":23629575,"dateTime":"2026-01-01T00:00:00.005Z","expires":"2026-01-01T00:00:00.071Z","seller":1000,"category":14}
{"id":1005,"itemName":"dmidtg","initialBid":15703,"reserve":31568,"dateTime":"2026-01-01T00:00:00.005Z","expires":"2026-01-01T00:00:00.081Z","seller":1004,"category":14}
