-- Without end windows close as time goes on: five seconds later, unless a watermark says otherwise.
CREATE SOURCE bid FROM NEXMARK (table = 'bid', rate = 50);
SELECT window_start, count(*) AS n FROM bid GROUP BY TUMBLE(dateTime, INTERVAL '10' SECOND) LIMIT 2
--- output
{"window_start":"2015-07-15T00:00:00Z","n":460}
{"window_start":"2015-07-15T00:00:10Z","n":460}
