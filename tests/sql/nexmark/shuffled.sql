-- Events come out of order in groups.
CREATE SOURCE bid FROM NEXMARK (table = 'bid', events = 10, rate = 100, out_of_order = 10);
SELECT dateTime FROM bid
--- output
{"dateTime":"2015-07-15T00:00:00.06Z"}
{"dateTime":"2015-07-15T00:00:00.09Z"}
{"dateTime":"2015-07-15T00:00:00.05Z"}
{"dateTime":"2015-07-15T00:00:00.08Z"}
{"dateTime":"2015-07-15T00:00:00.04Z"}
{"dateTime":"2015-07-15T00:00:00.07Z"}
