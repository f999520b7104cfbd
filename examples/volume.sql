-- volume.sql -- the volume of each symbol as it grows: every row takes the old value back and gives the new.
SELECT symbol, sum(qty) AS volume, count(*) AS trades
FROM stdin
GROUP BY symbol
EMIT CHANGES
