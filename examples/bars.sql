-- bars.sql -- five-minute bars of each symbol: open, high, low, close, and the volume.
SELECT symbol, window_start AS start, first(price) AS open, max(price) AS high, min(price) AS low,
       last(price) AS close, sum(qty) AS volume
FROM stdin
GROUP BY symbol, TUMBLE(ts, INTERVAL '5' MINUTE)
