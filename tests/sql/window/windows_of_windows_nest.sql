-- A larger window over window_end of a smaller one nests: minutes add up to their hour.
SELECT window_start AS h, sum(n) AS n, max(n) AS busiest
FROM (SELECT window_end, count(*) AS n FROM stdin GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE)) m
GROUP BY TUMBLE(window_end, INTERVAL '1' HOUR)
--- input
{"ts":"2026-03-01T10:00:01Z"}
{"ts":"2026-03-01T10:59:01Z"}
{"ts":"2026-03-01T10:59:59Z"}
{"ts":"2026-03-01T11:00:00Z"}
--- output
{"h":"2026-03-01T10:00:00Z","n":3,"busiest":2}
{"h":"2026-03-01T11:00:00Z","n":1,"busiest":1}
