-- Declared columns have their types, and an event time its watermark.
CREATE SOURCE bid (auction BIGINT, price BIGINT, dateTime TIMESTAMP, WATERMARK FOR dateTime)
    FROM NEXMARK (table = 'bid', events = 500, rate = 100);
SELECT window_start, count(*) AS n, max(auction) AS newest FROM bid GROUP BY TUMBLE(dateTime, INTERVAL '2' SECOND)
--- output
{"window_start":"2015-07-15T00:00:00Z","n":184,"newest":1020}
{"window_start":"2015-07-15T00:00:02Z","n":184,"newest":1033}
{"window_start":"2015-07-15T00:00:04Z","n":92,"newest":1039}
